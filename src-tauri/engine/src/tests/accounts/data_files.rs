//! Data files that are exchanged, or come back: their accounts are looked after.

use jiff::SignedDuration;
use stint_api::command::RestoreBackup;
use stint_connect::connector::Revoked;

use super::{Bench, account, checks, clock, paths, wake};
use crate::{Engine, Input, conduct::Told};

impl Bench {
    fn back_up(&self) -> RestoreBackup {
        let folder = paths(&self.folder).backups;
        let copy = stint_store::backup::make(self.engine.conn().unwrap(), &folder, self.now).unwrap();
        RestoreBackup { file: copy.file_name().unwrap().to_string_lossy().into_owned() }
    }

    /// Stint ends, and begins again at this time.
    pub(super) fn started_again(self, time: &str) -> Self {
        let Self { engine, folder, .. } = self;
        drop(engine);
        let now = clock(time);
        let engine = Engine::open(paths(&folder), crate::tests::outside(), "Europe/Berlin", now);
        let mut bench = Self { engine, now, folder };
        let reading = bench.reading();
        bench.input(Input::Started { reading });
        bench
    }
}

#[test]
fn going_back_to_a_backup_without_the_account_wakes_nobody_for_it() {
    let mut bench = Bench::on_file();
    let backup = bench.back_up();
    bench.connect(7);
    bench.at("08:10").tell(backup);
    let mut outputs = bench.tick("10:00");
    for _ in 0..5 {
        let next = wake(&outputs);
        assert!(next.duration_since(bench.now) > SignedDuration::from_secs(5), "woken every five seconds for nothing");
        bench.now = next;
        let reading = bench.reading();
        outputs = bench.input(Input::Tick { reading });
    }
}

#[test]
fn going_back_to_a_backup_with_the_account_asks_about_it_soon() {
    let mut bench = Bench::on_file();
    bench.connect(7);
    let backup = bench.back_up();
    let revoked = Told::Revoked { account: account(7, bench.now).id, result: Ok(Revoked::Forgotten), untold: None };
    bench.at("08:05").told(revoked);
    bench.at("08:10").tell(backup);
    assert_eq!(checks(&bench.tick("08:11")), 1, "its secret is gone and nobody finds out");
}

#[test]
fn going_back_to_a_backup_leaves_a_machine_without_network_alone() {
    let mut bench = Bench::on_file();
    bench.connect(7);
    let backup = bench.back_up();
    bench.input(Input::Presence(crate::Presence::Offline));
    bench.tell(backup);
    assert_eq!(checks(&bench.tick("08:11")), 0);
}

#[test]
fn a_data_file_that_comes_back_brings_its_accounts() {
    let mut bench = Bench::on_file();
    bench.connect(7);
    let file = paths(&bench.folder).database;
    let aside = file.with_extension("aside");
    let Bench { engine, folder, .. } = bench;
    drop(engine);
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    let engine = Engine::open(paths(&folder), crate::tests::outside(), "UTC", clock("12:00"));
    let mut bench = Bench { engine, now: clock("12:00"), folder };
    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    bench.tick("12:01");
    assert!(bench.engine.conn().is_ok());
    assert_eq!(checks(&bench.tick("12:02")), 1);
}
