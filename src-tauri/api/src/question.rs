//! The requests that only read.

use serde::{Deserialize, Serialize};

use crate::{
    call::calls,
    command::EntryForm,
    shape::request,
    view::{
        AccountChangeView, AccountsPage, BackupView, ChangeView, DayView, DoctorView, EntryPage, FeedPage, FollowView,
        JobView, PreviewView, ProjectView, RequestsPage, SettingsPage, SuggestionView, TaskDetail, TaskPage, TaskView,
        TimerView, TotalsView, WayView, WorkPage,
    },
};

request! {
    /// What runs, what is open, what can be undone, what is wrong.
    GetTimer {}
}
request! {
    /// One day with its entries and gaps.
    GetDay {
        /// The day as `2026-11-20`; today where none is given.
        date: Option<String>,
    }
}
request! {
    /// What writing this entry would do to others; refused like the command itself would be.
    PreviewEntry {
        /// The entry to be written anew; none for one to be added.
        id: Option<String>,
        /// All of it.
        entry: EntryForm,
    }
}
request! {
    /// What a line being typed may mean, best first; with an empty line, what was done lately.
    Complete {
        /// The line as typed so far.
        text: String,
        /// How many at most; 8 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// Tasks, in the order to work on them.
    ListTasks {
        /// Words that title, reference or project contain.
        text: String,
        /// Whether finished ones are listed, too.
        with_done: bool,
        /// Whether those are listed, too, that came from a service and wait no more; a search finds them anyway.
        with_off_list: bool,
        /// Only those of this service; `own` for those typed by hand; all where none is given.
        service: Option<String>,
        /// How many to pass over.
        offset: u32,
        /// How many at most; 200 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// One task.
    GetTask {
        /// Which one.
        id: String,
    }
}
request! {
    /// All there is to show of one task.
    GetTaskDetail {
        /// Which one.
        id: String,
    }
}
request! {
    /// The feed, latest first.
    ListFeed {
        /// Words that title or reference contain.
        text: String,
        /// Whether those that were read are left out.
        only_unread: bool,
        /// How many to pass over.
        offset: u32,
        /// How many at most; 100 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// What the card of an account that brings work shows beyond the account.
    GetWork {
        /// Which account.
        account: String,
    }
}
request! {
    /// The repositories that are followed, by name.
    ListFollows {}
}
request! {
    /// All projects, by name.
    ListProjects {
        /// Whether archived ones are listed, too.
        with_archived: bool,
    }
}
request! {
    /// Labels that entries bear, the latest used first.
    ListTags {
        /// How many; fifty where none is given, 200 at most.
        limit: Option<u32>,
    }
}
request! {
    /// Entries of a span of days, latest first.
    ListEntries {
        /// First day, `2026-11-16`; thirty days ago where none is given.
        from: Option<String>,
        /// Last day; today where none is given.
        to: Option<String>,
        /// Words that the description contains.
        text: String,
        /// How many at most; 500 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// Time per project over a span of days.
    GetTotals {
        /// First day, `2026-11-01`.
        from: String,
        /// Last day.
        to: String,
    }
}
request! {
    /// The settings and what is wrong with their file.
    GetSettings {}
}
request! {
    /// The latest changes, latest first.
    ListChanges {
        /// How many at most; 50 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// The backups, latest first.
    ListBackups {}
}
request! {
    /// Long work that runs or lately ended.
    ListJobs {}
}
request! {
    /// Services, accounts, sign-ins under way, the vault.
    GetAccounts {}
}
request! {
    /// The ways to sign in at one place of a service, the easiest first.
    ListWays {
        /// The service.
        service: String,
        /// Where it lies, as the person typed it; empty for its standard place.
        host: String,
    }
}
request! {
    /// What happened to accounts, latest first.
    ListAccountChanges {
        /// How many at most; 50 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// What went out to the network since Stint started, latest first.
    ListRequests {
        /// How many at most; 200 where none is given.
        limit: Option<u32>,
    }
}
request! {
    /// What this desktop supports, where files lie, versions; never a secret.
    GetDoctor {}
}

calls! { Question:
    GetTimer "getTimer" -> TimerView;
    GetDay "getDay" -> DayView;
    PreviewEntry "previewEntry" -> PreviewView;
    Complete "complete" -> Vec<SuggestionView>;
    ListTasks "listTasks" -> TaskPage;
    GetTask "getTask" -> TaskView;
    GetTaskDetail "getTaskDetail" -> TaskDetail;
    ListFeed "listFeed" -> FeedPage;
    GetWork "getWork" -> WorkPage;
    ListFollows "listFollows" -> Vec<FollowView>;
    ListProjects "listProjects" -> Vec<ProjectView>;
    ListTags "listTags" -> Vec<String>;
    ListEntries "listEntries" -> EntryPage;
    GetTotals "getTotals" -> TotalsView;
    GetSettings "getSettings" -> SettingsPage;
    ListChanges "listChanges" -> Vec<ChangeView>;
    ListBackups "listBackups" -> Vec<BackupView>;
    ListJobs "listJobs" -> Vec<JobView>;
    GetAccounts "getAccounts" -> AccountsPage;
    ListWays "listWays" -> Vec<WayView>;
    ListAccountChanges "listAccountChanges" -> Vec<AccountChangeView>;
    ListRequests "listRequests" -> RequestsPage;
    GetDoctor "getDoctor" -> DoctorView;
}
