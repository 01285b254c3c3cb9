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
                BackUp back_up;
                RestoreBackup restore_backup;
                Export start_export;
                CheckIntegrity check_integrity;
                CancelJob cancel_job;
                Quit quit;
                GetTimer get_timer;
                GetDay get_day;
                PreviewEntry preview_entry;
                Complete complete;
                ListTasks list_tasks;
                GetTask get_task;
                ListProjects list_projects;
                ListEntries list_entries;
                GetTotals get_totals;
                GetSettings get_settings;
                ListChanges list_changes;
                ListBackups list_backups;
                ListJobs list_jobs;
                GetDoctor get_doctor;
            }
            own {
                get_connection;
                ready;
                set_zoom;
                open_task_url;
                show_folder;
                show_job_file;
            }
        }
    };
}
pub(crate) use every_command;
