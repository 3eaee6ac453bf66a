//! The install secret is that of the record, or nothing is begun with it.

use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppError, AppOptions, backup, record};
use homeward_testkit::{TestApp, on_both};
use std::path::PathBuf;

/// A start of another copy of the program on the same data, with a secret of its own.
async fn start(t: &TestApp, secret: PathBuf) -> Result<App, AppError> {
    let options = AppOptions { secret_file: Some(secret), ..t.options() };
    tokio::task::spawn_blocking(|| App::open(options)).await.unwrap()
}

fn refused(started: Result<App, AppError>) -> String {
    match started {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it started"),
    }
}

on_both! {
    async fn no_secret_is_made_where_a_record_is(t: TestApp) {
        let lost = t.path("mount/secret");
        let why = refused(start(&t, lost.clone()).await);
        assert!(why.contains("mount/secret is not there"), "{why}");
        assert!(!lost.exists());
    }

    async fn a_secret_that_did_not_write_the_record_refuses_to_start_and_leaves_it_as_it_is(t: TestApp) {
        let foreign = t.path("foreign");
        std::fs::write(&foreign, "ab".repeat(32)).unwrap();
        for _ in 0..2 {
            let why = refused(start(&t, foreign.clone()).await);
            assert!(why.contains("is not the one with which this record was written"), "{why}");
            record::seal(&t.app).await.unwrap();
            assert_eq!(t.app.unproven(), None);
        }
        start(&t, t.options().secret_path()).await.unwrap();
    }

    async fn one_mark_of_the_secret_is_enough_so_that_a_forger_keeps_nobody_from_starting(t: TestApp) {
        homeward_testkit::placed(&t.app).await;
        assert_eq!(record::seal(&t.app).await.unwrap(), 1);
        t.tamper("UPDATE checkpoints SET case_count = 7").await;
        let app = start(&t, t.options().secret_path()).await.unwrap();
        assert!(record::unproven(&app).await.unwrap().is_some(), "it is told what does not hold");
    }

    async fn a_backup_is_not_restored_beside_the_secret_of_somebody_else(t: TestApp) {
        let (target, data) = (t.path("homeward.backup"), t.path("restored"));
        backup::backup(&t.app, &target).await.unwrap();
        let foreign = t.path("foreign");
        std::fs::write(&foreign, "ab".repeat(32)).unwrap();
        let options = AppOptions { secret_file: Some(foreign), ..AppOptions::embedded(&data) };
        let orders = Orders { erasures: Erasures::Waived, new_secret: true, despite_damage: true, why: None };
        let why = restore(&target, options, &orders).await.unwrap_err().to_string();
        assert!(why.contains("is not the one with which"), "{why}");
        assert!(!data.exists());
    }
}
