//! The one list of what a page may call; the handlers, the bindings and the build manifest are made from it.

/// Hands `engine { Request command; … } own { command; … }` to the macro `$then`.
macro_rules! every_command {
    ($then:ident) => {
        $then! {
            engine {
                StartTimer start_timer;
                StartFromText start_from_text;
                ContinueEntry continue_entry;
                StopTimer stop_timer;
                DiscardTimer discard_timer;
                AddEntry add_entry;
                EditEntry edit_entry;
                SplitEntry split_entry;
                MergeEntry merge_entry;
                DeleteEntry delete_entry;
                Undo undo;
                Redo redo;
                AddProject add_project;
                EditProject edit_project;
                DeleteProject delete_project;
                AddTask add_task;
                EditTask edit_task;
                DeleteTask delete_task;
                AnswerGap answer_gap;
                SaveSettings save_settings;
                OpenWindow open_window;
                DismissProblem dismiss_problem;
                BackUp back_up;
                RestoreBackup restore_backup;
                Export start_export;
                CheckIntegrity check_integrity;
                CancelJob cancel_job;
                BeginSignIn begin_sign_in;
                AnswerSignIn answer_sign_in;
                OpenSignInPage open_sign_in_page;
                CancelSignIn cancel_sign_in;
                CheckAccount check_account;
                RevokeAccount revoke_account;
                OpenTokenPage open_token_page;
                OpenGrantsPage open_grants_page;
                SetOAuthApp set_oauth_app;
                SetVault set_vault;
                UnlockVault unlock_vault;
                SyncNow sync_now;
                PauseAccount pause_account;
                SetWorkOptions set_work_options;
                Follow follow;
                Unfollow unfollow;
                SetPlaceRule set_place_rule;
                SetLabelRules set_label_rules;
                RefreshTask refresh_task;
                OpenTaskPage open_task_page;
                OpenTaskLink open_task_link;
                MarkRead mark_read;
                Snooze snooze;
                UndoStart undo_start;
                NeverStart never_start;
                SetFocus set_focus;
                Quit quit;
                GetTimer get_timer;
                GetDay get_day;
                PreviewEntry preview_entry;
                Complete complete;
                ListTasks list_tasks;
                GetTask get_task;
                GetTaskDetail get_task_detail;
                ListFeed list_feed;
                GetWork get_work;
                ListFollows list_follows;
                ListProjects list_projects;
                ListTags list_tags;
                ListEntries list_entries;
                GetTotals get_totals;
                GetSettings get_settings;
                ListChanges list_changes;
                ListBackups list_backups;
                ListJobs list_jobs;
                GetAccounts get_accounts;
                ListWays list_ways;
                ListAccountChanges list_account_changes;
                ListRequests list_requests;
                GetDoctor get_doctor;
            }
            own {
                get_connection;
                ready;
                set_zoom;
                show_folder;
                show_job_file;
                paste_token;
                clear_pasted;
                copy_user_code;
                ask_passphrase;
                get_link_handler;
            }
        }
    };
}
pub(crate) use every_command;
