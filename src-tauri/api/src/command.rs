//! The requests that change something.

mod account;
mod data;
mod desktop;
mod entry;
mod feed;
mod project;
mod task;
mod timer;
mod work;

pub use account::*;
pub use data::*;
pub use desktop::*;
pub use entry::*;
pub use feed::*;
pub use project::*;
pub use task::*;
pub use timer::*;
pub use work::*;

use crate::{call::calls, view::Receipt};

calls! { Command:
    StartTimer "startTimer" -> Receipt;
    StartFromText "startFromText" -> Receipt;
    ContinueEntry "continueEntry" -> Receipt;
    StopTimer "stopTimer" -> Receipt;
    DiscardTimer "discardTimer" -> Receipt;
    AddEntry "addEntry" -> Receipt;
    EditEntry "editEntry" -> Receipt;
    SplitEntry "splitEntry" -> Receipt;
    MergeEntry "mergeEntry" -> Receipt;
    DeleteEntry "deleteEntry" -> Receipt;
    Undo "undo" -> Receipt;
    Redo "redo" -> Receipt;
    AddProject "addProject" -> Receipt;
    EditProject "editProject" -> Receipt;
    DeleteProject "deleteProject" -> Receipt;
    AddTask "addTask" -> Receipt;
    EditTask "editTask" -> Receipt;
    DeleteTask "deleteTask" -> Receipt;
    AnswerGap "answerGap" -> Receipt;
    SaveSettings "saveSettings" -> Receipt;
    OpenWindow "openWindow" -> Receipt;
    BackUp "backUp" -> Receipt;
    RestoreBackup "restoreBackup" -> Receipt;
    Export "export" -> Receipt;
    CheckIntegrity "checkIntegrity" -> Receipt;
    CancelJob "cancelJob" -> Receipt;
    BeginSignIn "beginSignIn" -> Receipt;
    AnswerSignIn "answerSignIn" -> Receipt;
    OpenSignInPage "openSignInPage" -> Receipt;
    CancelSignIn "cancelSignIn" -> Receipt;
    CheckAccount "checkAccount" -> Receipt;
    RevokeAccount "revokeAccount" -> Receipt;
    OpenTokenPage "openTokenPage" -> Receipt;
    OpenGrantsPage "openGrantsPage" -> Receipt;
    SetOAuthApp "setOAuthApp" -> Receipt;
    SetVault "setVault" -> Receipt;
    UnlockVault "unlockVault" -> Receipt;
    SyncNow "syncNow" -> Receipt;
    PauseAccount "pauseAccount" -> Receipt;
    SetWorkOptions "setWorkOptions" -> Receipt;
    Follow "follow" -> Receipt;
    Unfollow "unfollow" -> Receipt;
    SetPlaceRule "setPlaceRule" -> Receipt;
    SetLabelRules "setLabelRules" -> Receipt;
    RefreshTask "refreshTask" -> Receipt;
    OpenTaskPage "openTaskPage" -> Receipt;
    OpenTaskLink "openTaskLink" -> Receipt;
    MarkRead "markRead" -> Receipt;
    Snooze "snooze" -> Receipt;
    NeverStart "neverStart" -> Receipt;
    SetFocus "setFocus" -> Receipt;
    OpenUrl "openUrl" -> Receipt;
    Quit "quit" -> Receipt;
}
