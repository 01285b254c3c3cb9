//! `stint gap`: the open question about time of which nobody knows how it was spent, and its answer.

use stint_api::{
    command::{AnswerGap, GapChoice},
    question::GetTimer,
    view::{EntryView, GapCause, GapView},
};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::time::{self, Here},
};

/// How to answer, and what the answer that discards takes away.
pub(crate) fn answers(running: Option<&EntryView>) -> String {
    let discarded = running.map_or_else(String::new, |entry| {
        format!(", which discards all {} of “{}”", time::duration(entry.seconds), entry.title)
    });
    format!("Answer with `stint gap keep`, `stop`, `split` or `discard`{discarded}.")
}

/// Show or answer the question about time that Stint did not see
#[derive(Debug, clap::Args)]
pub(crate) struct Gap {
    /// What to do with that time; without it the question is shown
    answer: Option<Answer>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Answer {
    /// It was work: the timer goes on from its own start
    Keep,
    /// It was not: the timer ended when Stint was last alive
    Stop,
    /// It was not, but you are back: the timer ended then, and a like one starts now
    Split,
    /// Nothing of this timer was work: remove it
    Discard,
}

impl Gap {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        if let Some(answer) = self.answer {
            return desk.order(AnswerGap { choice: choice(answer) }, self.form).await;
        }
        let timer = desk.ask(GetTimer {}).await?;
        let here = desk.here();
        desk.print(self.form, &timer.gap, |gap, out, _| match gap {
            Some(gap) => writeln!(out, "{}\n{}", question(gap, here), answers(timer.running.as_ref())),
            None => writeln!(out, "Nothing is to be answered."),
        })
    }
}

/// The question in one sentence.
pub(crate) fn question(gap: &GapView, here: Here<'_>) -> String {
    let (from, to) = (here.clock(&gap.last_seen_at), here.clock(&gap.back_at));
    let length = time::duration(gap.seconds);
    match gap.cause {
        GapCause::Ended => format!("Stint did not run from {from} to {to} ({length}), and the timer was on."),
        GapCause::Slept => format!("The computer slept from {from} to {to} ({length}), and the timer was on."),
        GapCause::ClockSet => format!("The clock was set from {from} to {to} ({length}), and the timer was on."),
    }
}

const fn choice(answer: Answer) -> GapChoice {
    match answer {
        Answer::Keep => GapChoice::Keep,
        Answer::Stop => GapChoice::StopThere,
        Answer::Split => GapChoice::Split,
        Answer::Discard => GapChoice::Discard,
    }
}
