//! Moving to another place for secrets: copied, read back, then wiped from the old one.

use std::sync::{Arc, PoisonError};

use stint_core::secret::Secret;

use super::{
    Kind, Vault,
    error::Result,
    line::{Line, lock},
    maker,
};

/// What became of the items when another place was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many lie in the new place.
    pub moved: usize,
    /// Those the old place would not give: their accounts must be connected again.
    pub lost: Vec<String>,
    /// Those that lie in the old place still, whether they were copied or not.
    pub left_behind: Vec<String>,
}

impl Vault {
    /// Uses another place from now on and moves these items there, and all that were written since the start, for every clone at once.
    ///
    /// The new place is opened first, with a passphrase or by asking the person. On an error the old place stays in use and holds
    /// everything it held. An old place that cannot be asked does not hinder: what it would not give is told.
    pub fn switch(&self, kind: Kind, passphrase: Option<Secret>, items: &[String]) -> Result<Moved> {
        if kind == self.kind() {
            self.unlock(passphrase)?;
            return Ok(Moved::default());
        }
        let make = maker(&kind, &self.0.scope);
        self.switch_to(Line::new(kind, self.0.limits, make), passphrase, items)
    }

    pub(crate) fn switch_to(&self, new: Line, passphrase: Option<Secret>, items: &[String]) -> Result<Moved> {
        new.unlock(passphrase)?;
        // Nobody reads or writes until every item lies where it will be looked for.
        let _moving = self.0.moving.write().unwrap_or_else(PoisonError::into_inner);
        let old = self.line();
        let (copied, lost) = copy(&old, &new, &self.and_written(items))?;
        *lock(&self.0.line) = Arc::new(new);
        let mut left_behind = lost.clone();
        left_behind.extend(copied.iter().filter(|item| old.remove(item).is_err()).cloned());
        old.ask(|keeper| {
            keeper.leave();
            Ok(())
        })
        .ok();
        Ok(Moved { moved: copied.len(), lost, left_behind })
    }

    /// These items and those that were written, as long as nobody writes more.
    fn and_written(&self, items: &[String]) -> Vec<String> {
        let written = lock(&self.0.written);
        let others = written.iter().filter(|item| !items.contains(item));
        items.iter().chain(others).cloned().collect()
    }
}

/// The items that were copied, and those the old place would not give. Copies are wiped again if the new place fails.
fn copy(old: &Line, new: &Line, items: &[String]) -> Result<(Vec<String>, Vec<String>)> {
    let (mut copied, mut lost) = (Vec::new(), Vec::new());
    for item in items {
        let name = item.clone();
        match old.ask(move |keeper| keeper.read(&name)) {
            Ok(None) => {}
            Err(_) => lost.push(item.clone()),
            Ok(Some(secret)) => {
                copied.push(item.clone());
                new.write(item, &secret).inspect_err(|_| {
                    copied.iter().for_each(|item| {
                        new.remove(item).ok();
                    });
                })?;
            }
        }
    }
    Ok((copied, lost))
}
