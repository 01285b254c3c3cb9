//! The pages of tasks that were opened: whether their service is being asked, and why it could not be.

use std::collections::BTreeMap;

use stint_core::ids::TaskId;

/// How many are remembered.
const REMEMBERED: usize = 64;

/// The pages of tasks.
#[derive(Debug, Default)]
pub(crate) struct Pages(BTreeMap<TaskId, Asking>);

/// How asking about one stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asking {
    /// The reading under way.
    pub run: Option<u64>,
    /// Why the last one failed, in words.
    pub problem: Option<String>,
}

impl Pages {
    /// A task's service is asked.
    pub fn begin(&mut self, task: TaskId, run: u64) {
        if self.0.len() >= REMEMBERED {
            self.0.retain(|_, asking| asking.run.is_some());
        }
        self.0.insert(task, Asking { run: Some(run), problem: None });
    }

    /// A task's service could not be asked, or need not be.
    pub fn end(&mut self, task: TaskId, problem: Option<String>) {
        self.0.insert(task, Asking { run: None, problem });
    }

    /// A reading ended.
    pub fn end_of(&mut self, run: u64, problem: Option<String>) {
        if let Some(asking) = self.0.values_mut().find(|it| it.run == Some(run)) {
            *asking = Asking { run: None, problem };
        }
    }

    /// How asking about a task stands.
    pub fn of(&self, task: TaskId) -> Asking {
        self.0.get(&task).cloned().unwrap_or_default()
    }
}
