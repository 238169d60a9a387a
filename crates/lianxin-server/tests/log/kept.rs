//! The checkpoint beside the database: an older database is told at the next start, and the evidence is kept.

use lianxin_server::log::{
    kept,
    sequencer::{Reach, catch_up},
};

use crate::kit::{On, TestApp};
use crate::{asked, verify, worked};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_file_is_told_from_the_checkpoint_beside_it() {
    let test = TestApp::start(On::Sqlite).await;
    worked(&test.app, 0, 40).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    test.app.db.sweep().await;
    let file = test.folder().join("test.db");
    let old = std::fs::read(&file).unwrap();
    worked(&test.app, 40, 5).await;
    test.app.close().await;
    std::fs::write(&file, old).unwrap();
    for side in ["test.db-wal", "test.db-shm"] {
        let _ = std::fs::remove_file(test.folder().join(side));
    }
    let app = lianxin_server::App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
    let beside = |app: &lianxin_server::App| {
        kept::all(&app.config.data_dir).into_iter().map(|(_, note)| note).collect::<Vec<_>>()
    };
    let found = verify::verify(&app.db, &asked(&app, &beside(&app))).await.unwrap();
    assert_eq!(found.findings[0].code, "rolled-back", "{:?}", found.findings);
    // It goes on, as an office must, and what it goes on without is not forgotten.
    worked(&app, 45, 50).await;
    catch_up(&app, Reach::All).await.unwrap();
    let found = verify::verify(&app.db, &asked(&app, &beside(&app))).await.unwrap();
    assert!(!found.sound());
    assert!(kept::all(&app.config.data_dir).iter().any(|(name, _)| name.starts_with("lost-")));
}
