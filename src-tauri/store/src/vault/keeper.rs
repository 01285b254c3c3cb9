//! What every place for secrets can do; it may take as long as it likes, since [`super::line::Line`] waits only so long.

use stint_core::secret::{ExposeSecret, Secret};
use subtle::ConstantTimeEq;

use super::{Kind, VaultError, error::Result};

/// A place for secrets, asked by one thread.
pub(crate) trait Keeper: Send {
    /// Whether it opens now; never asks the person.
    fn probe(&mut self) -> Result<()>;

    /// The secret under a name; none where there is none.
    fn read(&mut self, item: &str) -> Result<Option<Secret>>;

    /// Puts a secret under a name, in the place of what was there.
    fn put(&mut self, item: &str, secret: &Secret) -> Result<()>;

    /// Wipes the secret under a name; nothing happens where there is none.
    fn remove(&mut self, item: &str) -> Result<()>;

    /// Opens it, with a passphrase or by asking the person.
    fn unlock(&mut self, passphrase: Option<&Secret>) -> Result<()>;

    /// Tidies up when another place is used from now on.
    fn leave(&mut self) {}
}

/// Puts a secret under a name and looks whether it arrived.
pub(crate) fn write(keeper: &mut dyn Keeper, kind: &Kind, item: &str, secret: &Secret) -> Result<()> {
    keeper.put(item, secret)?;
    let found = keeper.read(item)?;
    let is_same = found.is_some_and(|found| is_equal(&found, secret));
    if is_same { Ok(()) } else { Err(VaultError::NotKept(kind.clone())) }
}

fn is_equal(one: &Secret, other: &Secret) -> bool {
    one.expose_secret().as_bytes().ct_eq(other.expose_secret().as_bytes()).into()
}
