//! The format of the encrypted file: Argon2id makes the key, XChaCha20-Poly1305 seals, and a checksum tells damage from a wrong passphrase.
//!
//! `stint vault 1\n`, then little-endian the memory in KiB, passes and lanes of Argon2 (RFC 9106), 16 bytes of salt, 24 bytes of nonce, the
//! sealed items, and BLAKE2s-256 over all of it. Everything before the sealed items is authenticated along with them.

use argon2::{Algorithm, Argon2, Params, Version};
use blake2::{Blake2s256, Digest};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};
use stint_core::secret::{ExposeSecret, Secret};
use zeroize::Zeroizing;

use super::error::{Result, VaultError};

const MARK: &[u8] = b"stint vault ";
const FORMAT: &[u8] = b"1\n";
const SALT: usize = 16;
const NONCE: usize = 24;
const CHECKSUM: usize = 32;
const HEAD: usize = MARK.len() + FORMAT.len() + 3 * size_of::<u32>() + SALT + NONCE;
/// What a file may ask for at most, in KiB: 1 GiB.
const MOST_MEMORY: u32 = 1 << 20;
const MOST_PASSES: u32 = 64;

/// What it costs to try a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// The second recommendation of RFC 9106 §4: 64 MiB, three passes, four lanes.
    fn default() -> Self {
        Self { memory: 64 * 1024, passes: 3, lanes: 4 }
    }
}

/// A key made of a passphrase, wiped when dropped.
#[derive(Clone)]
pub(crate) struct Key {
    salt: [u8; SALT],
    cost: Cost,
    bytes: Zeroizing<[u8; 32]>,
}

impl Key {
    /// A key for a new file.
    pub(crate) fn new(passphrase: &Secret, cost: Cost) -> Result<Self> {
        Self::derive(passphrase, random()?, cost)
    }

    /// The key of this file, if the passphrase is right.
    pub(crate) fn of(file: &[u8], passphrase: &Secret) -> Result<Self> {
        let head = Head::read(file)?;
        Self::derive(passphrase, head.salt, head.cost)
    }

    fn derive(passphrase: &Secret, salt: [u8; SALT], cost: Cost) -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(bytes.len()));
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.map_err(|_| VaultError::Damaged)?);
        let made = argon.hash_password_into(passphrase.expose_secret().as_bytes(), &salt, bytes.as_mut());
        made.map_err(|_| VaultError::Disk("there is not enough memory to make its key".to_owned()))?;
        Ok(Self { salt, cost, bytes })
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.bytes).into())
    }
}

/// Seals with a fresh nonce.
pub(crate) fn seal(key: &Key, plain: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = random()?;
    let mut file = [MARK, FORMAT].concat();
    for number in [key.cost.memory, key.cost.passes, key.cost.lanes] {
        file.extend(number.to_le_bytes());
    }
    file.extend(key.salt);
    file.extend(nonce);
    let sealed = key.cipher().encrypt(&nonce.into(), Payload { msg: plain, aad: &file });
    file.extend(sealed.map_err(|_| VaultError::Disk("it could not be encrypted".to_owned()))?);
    file.extend(Blake2s256::digest(&file));
    Ok(file)
}

/// Opens what [`seal`] made. A key of another file counts as missing, a key that does not fit as a wrong passphrase.
pub(crate) fn open(key: &Key, file: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let head = Head::read(file)?;
    if head.salt != key.salt || head.cost != key.cost {
        return Err(VaultError::WantsPassphrase);
    }
    let (aad, rest) = file.split_at(HEAD);
    let msg = &rest[..rest.len() - CHECKSUM];
    let plain = key.cipher().decrypt(&head.nonce.into(), Payload { msg, aad });
    plain.map(Zeroizing::new).map_err(|_| VaultError::WrongPassphrase)
}

/// Whether a file is whole, as far as one can see without its passphrase.
pub(crate) fn check(file: &[u8]) -> Result<()> {
    Head::read(file).map(drop)
}

struct Head {
    cost: Cost,
    salt: [u8; SALT],
    nonce: [u8; NONCE],
}

impl Head {
    fn read(file: &[u8]) -> Result<Self> {
        let rest = file.strip_prefix(MARK).ok_or(VaultError::Damaged)?;
        let Some(rest) = rest.strip_prefix(FORMAT) else {
            let is_number = rest.iter().take_while(|byte| **byte != b'\n').all(u8::is_ascii_digit);
            return Err(if is_number && rest.contains(&b'\n') { VaultError::Newer } else { VaultError::Damaged });
        };
        let (whole, checksum) = file.split_last_chunk::<CHECKSUM>().ok_or(VaultError::Damaged)?;
        if whole.len() < HEAD || Blake2s256::digest(whole).as_slice() != checksum {
            return Err(VaultError::Damaged);
        }
        Self::parse(rest).ok_or(VaultError::Damaged)
    }

    fn parse(mut rest: &[u8]) -> Option<Self> {
        let mut number = || {
            let (bytes, others) = rest.split_first_chunk()?;
            rest = others;
            Some(u32::from_le_bytes(*bytes))
        };
        let cost = Cost { memory: number()?, passes: number()?, lanes: number()? };
        let (salt, others) = rest.split_first_chunk()?;
        let nonce = others.first_chunk()?;
        let is_bearable = cost.memory <= MOST_MEMORY && cost.passes <= MOST_PASSES;
        is_bearable.then_some(Self { cost, salt: *salt, nonce: *nonce })
    }
}

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::Disk("the system gives no random numbers".to_owned()))?;
    Ok(bytes)
}
