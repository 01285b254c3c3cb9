//! What was said of something wrong and closed by the person.

use jiff::Timestamp;
use stint_api::{Topic, command::DismissProblem, view::ProblemView};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{Engine, fault::Result};

/// A desktop without a tray stays one from start to start; everything else is said when it happens.
const LASTING: &str = "tray";
/// Under which its words are remembered.
const CLOSED: &str = "closed_notice_tray";

impl Handle for DismissProblem {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        if let Some(problem) = engine.problems.remove(&self.kind)
            && problem.kind == LASTING
        {
            engine.keep(|tx| table::meta::put(tx, CLOSED, &problem.message))?;
        }
        Ok(Done::said("Closed the notice", changed(&[Topic::Timer])))
    }
}

impl Engine {
    /// Whether the person closed just this, at an earlier start, too; what is mended is forgotten.
    pub(super) fn was_closed(&mut self, problem: &ProblemView) -> bool {
        if problem.kind != LASTING {
            return false;
        }
        let kept = self.conn().ok().and_then(|conn| table::meta::get(conn, CLOSED).ok().flatten()).unwrap_or_default();
        if problem.message.is_empty() && !kept.is_empty() {
            // Kept for longer it would only be said once less.
            self.keep(|tx| table::meta::put(tx, CLOSED, "")).ok();
        }
        !problem.message.is_empty() && kept == problem.message
    }
}
