//! What the engine asks a source of work, and what it knows already.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::{
    incoming::Cursor,
    work::{Follow, Kind, Why},
};

/// What is asked of a source of work.
pub struct Asked<'a> {
    /// What the person is called at the service.
    pub me: &'a str,
    /// What the service calls them, unique and unchanging.
    pub my_id: &'a str,
    /// What was granted; none where the service does not say.
    pub granted: Option<&'a [String]>,
    /// Where it left off.
    pub cursor: Option<&'a Cursor>,
    /// How much.
    pub depth: Depth,
    /// The reasons the person wants to see work for; [`Why::Followed`] is not among them.
    pub wanted: &'a BTreeSet<Why>,
    /// The repositories to be followed.
    pub follows: &'a [Follow],
    /// What is known of this account and still open.
    pub known: &'a [Known],
    /// The time.
    pub now: Timestamp,
    /// Hears how far a long fetch is.
    pub progress: &'a (dyn Fn(Progress) + Send + Sync),
}

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What is due by the source's own beat, as cheaply as it can be asked.
    Due,
    /// Every page of everything, whatever was seen before.
    All,
}

/// An item that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What the service calls it.
    pub remote_id: String,
    /// Issue or pull request.
    pub kind: Kind,
    /// How a person names it: `acme/api#42`.
    pub reference: String,
    /// Why it waits.
    pub whys: BTreeSet<Why>,
    /// When it changed last, as far as is known.
    pub updated_at: Option<Timestamp>,
    /// Whether the person waits for its checks, its merge or a reply: it is snoozed until then.
    pub is_awaited: bool,
}

/// How far a fetch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items read so far.
    pub read: u32,
    /// Items in all, where the service says so.
    pub of: Option<u32>,
}
