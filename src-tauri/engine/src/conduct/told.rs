//! What the hands tell the engine: how a sign-in gets on, what a check found, what became of credentials.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use stint_api::view::VaultView;
use stint_connect::connector::{Identity, Revoked};
use stint_core::{
    account::{Account, Failure},
    governor,
    ids::AccountId,
    incoming::Cursor,
    work::{LookedUp, Why, WorkItem},
};

use crate::page::Page;

/// One thing that happened outside; it holds no secret.
#[derive(Debug)]
pub enum Told {
    /// A sign-in got on.
    Stage {
        /// Which one.
        attempt: String,
        /// How far it is.
        stage: Stage,
    },
    /// A sign-in ended well: the credentials were verified, written and read back.
    Connected {
        /// Which one.
        attempt: String,
        /// The account, to be written down; if that fails, a new one's credentials are to be forgotten.
        account: Box<Account>,
        /// Whether it was connected before and got new credentials.
        replaced: bool,
        /// How many requests were made with the credentials.
        requests: u32,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
    },
    /// A sign-in ended otherwise; nothing was stored.
    Failed {
        /// Which one.
        attempt: String,
        /// Why.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The service was asked whose credentials they are.
    Checked {
        /// Which account.
        account: AccountId,
        /// Which of its credentials, as the errand said.
        generation: u64,
        /// Whose they are, or why nobody can say.
        result: Result<Identity, Failure>,
        /// How many requests were made with the credentials.
        requests: u32,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
    },
    /// Reading the work of an account got on.
    Gathering {
        /// Which account's.
        account: AccountId,
        /// Which reading.
        run: u64,
        /// Items read so far.
        read: u32,
        /// Items in all, where the service says so.
        of: Option<u32>,
    },
    /// A piece of an account's work was read.
    Gathered {
        /// Which account's.
        account: AccountId,
        /// Which reading.
        run: u64,
        /// These items.
        items: Vec<WorkItem>,
        /// The reasons that the whole of this reading is complete for.
        complete: BTreeSet<Why>,
    },
    /// A part of what was missing was looked up.
    Sought {
        /// Which account's.
        account: AccountId,
        /// Which reading.
        run: u64,
        /// What became of each, by its id at the service.
        looked_up: Vec<(String, LookedUp)>,
        /// The reasons that the whole of this reading is complete for.
        complete: BTreeSet<Why>,
    },
    /// Reading the work of an account ended.
    GatheringEnded {
        /// Which account's.
        account: AccountId,
        /// Which reading.
        run: u64,
        /// Where it left off, or why it failed.
        result: Result<Ending, Failure>,
        /// How many requests were made.
        requests: u32,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
    },
    /// Items were looked up for the page of a task.
    LookedUp {
        /// With which account.
        account: AccountId,
        /// Which reading.
        run: u64,
        /// What became of each, by its id at the service.
        result: Result<Vec<(String, LookedUp)>, Failure>,
        /// How many requests were made.
        requests: u32,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
    },
    /// Credentials were renewed, written and read back.
    Renewed {
        /// Which account's.
        account: AccountId,
        /// When the person must sign in again; none where the new ones can be renewed, too.
        expires_at: Option<Timestamp>,
    },
    /// Credentials could not be renewed, and it is not tried again by itself.
    RenewalEnded {
        /// Which account's.
        account: AccountId,
        /// Which of its credentials, as the errand said.
        generation: u64,
        /// What follows.
        how: Ended,
        /// Why, in words.
        why: String,
    },
    /// An account's credentials were to be wiped.
    Revoked {
        /// Which account's.
        account: AccountId,
        /// What the service did, the credentials being gone from this computer; or why they are still there, in words.
        result: Result<Revoked, String>,
        /// Why the service could not be told, in words.
        untold: Option<String>,
    },
    /// A service was told something with an account's credentials.
    Spent {
        /// Which account's.
        account: AccountId,
        /// How many requests were made.
        requests: u32,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
    },
    /// A request is made with an account's credentials; told once a minute at most.
    Used {
        /// Which account's.
        account: AccountId,
    },
    /// The vault was asked, opened or exchanged; where that failed, the message says why.
    Vault(VaultView),
}

/// How far a sign-in is.
#[derive(Debug, PartialEq)]
pub enum Stage {
    /// The service is looked for and asked.
    Starting,
    /// The person is asked whether it may go to private addresses.
    AskingPrivate {
        /// Where the host leads.
        addresses: Vec<String>,
    },
    /// The page is to be opened, and the browser is waited for.
    Waiting {
        /// The page.
        page: Page,
        /// Until when.
        expires_at: Timestamp,
    },
    /// The page is to be opened, and the code to be typed there.
    ShowingCode {
        /// The code.
        user_code: String,
        /// The page.
        page: Page,
        /// Until when.
        expires_at: Timestamp,
    },
    /// The service is asked whose credentials they are.
    Checking,
}

/// Where reading work left off.
#[derive(Debug, Default, PartialEq)]
pub struct Ending {
    /// For the next time; none: from the beginning.
    pub cursor: Option<Cursor>,
    /// The earliest time to read again.
    pub not_before: Option<Timestamp>,
    /// What the person should know though it worked.
    pub warning: Option<String>,
    /// Every followed repository that cannot be seen for now: its name, and why in sentences.
    pub unseen: BTreeMap<String, String>,
    /// The reasons that the whole of this reading is complete for.
    pub complete: BTreeSet<Why>,
    /// What is missing and still to be looked up, by its ids at the service.
    pub missing: BTreeSet<String>,
    /// What became of items that were missing, by their ids at the service.
    pub looked_up: Vec<(String, LookedUp)>,
}

/// What follows where credentials cannot be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The account rests until the person acts.
    Suspended,
    /// The service takes them no more.
    SignInAgain,
}
