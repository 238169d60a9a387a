//! The log: every row gets its entry, once; what is done to rows, entries, tiles, checkpoints or the whole database is found.

#![expect(dead_code, reason = "the kit is shared with the stories of the API, which use all of it")]

mod erased;
mod kept;
#[path = "../api/kit/mod.rs"]
mod kit;
mod million;
mod served;
mod tamper;

use lianxin_domain::{access::Class, access::Role, places::PlaceCode};
use lianxin_log::note::{Cosigner, VerifierKey};
use lianxin_server::{
    App,
    access::reveal::{self, Looker, Seen},
    args,
    engine::{
        act::{AUDIT, Actor, audit_line},
        backup,
        db::Conn,
    },
    log::{
        sequencer::{self, Reach, catch_up},
        store,
        verify::{self, Asked, Verdict},
    },
};
use serde_json::json;
use uuid::Uuid;

use kit::{On, TestApp};

/// Who signs elsewhere.
pub fn witness() -> Cosigner {
    Cosigner::new("witness.example/city", &[7; 32]).unwrap()
}

/// Verifies against the installation's own key, a witness's, and checkpoints that were kept.
pub fn asked(app: &App, kept: &[String]) -> Asked {
    let keys: Vec<VerifierKey> = vec![witness().verifier().clone()];
    let kept = kept.iter().enumerate().map(|(n, note)| (format!("kept {n}"), note.clone().into_bytes()));
    Asked { trust: app.keys.log.trust(keys), kept: kept.collect(), strict: true }
}

/// The newest checkpoint.
pub async fn checkpoint(app: &App) -> String {
    store::last(&mut app.db.read().await.unwrap()).await.unwrap().expect("a checkpoint").note
}

/// The newest checkpoint, cosigned.
pub async fn cosigned(app: &App) -> String {
    let note = checkpoint(app).await;
    let text = lianxin_log::Note::parse(note.as_bytes()).unwrap().text().to_owned();
    let line = witness().cosign(&text, 1_782_900_000);
    sequencer::with_cosignatures(&note, &[format!("{line}\n")]).unwrap()
}

/// The verdict as of now.
pub async fn verdict(app: &App, kept: &[String]) -> Verdict {
    verify::verify(&app.db, &asked(app, kept)).await.unwrap()
}

/// Households that are looked at.
pub fn household(n: u64) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + u128::from(n % 7))
}

/// So many lines and events, each unlike every other.
pub async fn work(app: &App, conn: &mut Conn, from: u64, count: u64) {
    let villages: Vec<PlaceCode> =
        ["370811001001", "370811002001", "370812001001"].map(|code| code.parse().unwrap()).to_vec();
    for n in from..from + count {
        let village = &villages[(n % 3) as usize];
        let actor = Actor { name: format!("official {n}"), ..Actor::program(&"3708".parse().unwrap()) };
        if n.is_multiple_of(2) {
            let line = audit_line(app, &actor, "visits.visit.record", village, n, &json!({"visits": n}));
            conn.insert(&AUDIT, &[line]).await.unwrap();
        } else {
            let purpose = format!("走访 {n}");
            let by = Looker { actor: &actor, unit: "农业局", role: Role::Official, purpose: &purpose };
            let whose = (n % 5 != 0).then(|| household(n));
            let seen = Seen { village: village.clone(), household: whose, class: Class::Contact };
            reveal::note(app, conn, &by, &[seen]).await.unwrap();
        }
        app.clock.forward(1000);
    }
}

async fn worked(app: &App, from: u64, count: u64) {
    let mut conn = app.db.write().await.unwrap();
    work(app, &mut conn, from, count).await;
    conn.commit().await.unwrap();
}

async fn counted(app: &App, sql: &'static str) -> i64 {
    app.db.read().await.unwrap().one::<(i64,)>(sql, &[]).await.unwrap().0
}

const ROWS: &str =
    "SELECT CAST((SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM access_event) AS BIGINT) AS n";
const ENTRIES: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM log_entry";

story!(every_row_gets_one_entry, |test| {
    worked(&test.app, 0, 700).await;
    let rows = counted(&test.app, ROWS).await;
    assert_eq!(catch_up(&test.app, Reach::Due).await.unwrap(), rows as u64);
    for (from, count) in [(700, 1), (701, 255), (956, 3)] {
        worked(&test.app, from, count).await;
        assert_eq!(catch_up(&test.app, Reach::Due).await.unwrap(), count);
        assert_eq!(catch_up(&test.app, Reach::All).await.unwrap(), 0, "nothing is taken twice");
    }
    let verdict = verdict(&test.app, &[cosigned(&test.app).await]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
    let rows = counted(&test.app, ROWS).await as u64;
    assert_eq!((verdict.rows, verdict.entries, verdict.size), (rows, rows + 1, Some(rows + 1)));
    assert_eq!(verdict.cosigned, Some((rows + 1, 1_782_900_000)));
    assert_eq!(counted(&test.app, ENTRIES).await as u64, rows + 1);
});

story!(a_late_commit_is_not_skipped, |test| {
    worked(&test.app, 0, 20).await;
    let line = |n: u64| {
        let actor = Actor::program(&"3708".parse().unwrap());
        audit_line(&test.app, &actor, "late", &"370811".parse().unwrap(), n, &json!({}))
    };
    let late: Vec<_> = [0_u64, 4, 50, 1000].into_iter().map(|n| (n, line(n))).collect();
    worked(&test.app, 20, 20).await;
    catch_up(&test.app, Reach::Due).await.unwrap();
    // Each commits so many seconds after it got its id, and is found by the look that is due.
    for (seconds, line) in late {
        test.app.clock.forward(seconds as i64 * 1000);
        catch_up(&test.app, Reach::Due).await.unwrap();
        let mut conn = test.app.db.write().await.unwrap();
        conn.insert(&AUDIT, &[line]).await.unwrap();
        conn.commit().await.unwrap();
        let mut taken = 0;
        for _ in 0..3700 {
            test.app.clock.forward(1000);
            taken += catch_up(&test.app, Reach::Due).await.unwrap();
            if taken > 0 {
                break;
            }
        }
        assert_eq!(taken, 1, "{seconds}");
    }
    assert!(verdict(&test.app, &[]).await.sound());
});

story!(several_sequencers_take_each_row_once, |test| {
    let apps = {
        let mut apps = vec![test.app.clone()];
        for _ in 0..2 {
            apps.push(App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap());
        }
        apps
    };
    let mut taken = 0;
    // Many rounds, as each reads in several steps and another's append must fall between two of them.
    for round in 0..40_u64 {
        worked(&test.app, round * 20, 20).await;
        let mut tasks = Vec::new();
        for app in &apps {
            let app = app.clone();
            tasks.push(tokio::spawn(async move { catch_up(&app, Reach::All).await }));
        }
        for task in tasks {
            taken += task.await.unwrap().unwrap();
        }
    }
    let rows = counted(&test.app, ROWS).await as u64;
    let verdict = verdict(&test.app, &[]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
    assert_eq!((verdict.rows, taken), (rows, rows));
});

story!(an_append_that_is_cut_off_leaves_nothing_or_everything, |test| {
    for round in 0..20_u64 {
        worked(&test.app, round * 50, 50).await;
        // A server of its own, which goes down with whatever it had begun.
        let app = App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
        let task = tokio::spawn(async move { catch_up(&app, Reach::All).await });
        tokio::time::sleep(std::time::Duration::from_micros(round * 300)).await;
        task.abort();
        let _ = task.await;
        let asked = Asked { strict: false, ..asked(&test.app, &[]) };
        let verdict = verify::verify(&test.app.db, &asked).await.unwrap();
        assert!(verdict.sound(), "{round} {:?}", verdict.findings);
    }
    catch_up(&test.app, Reach::All).await.unwrap();
    let verdict = verdict(&test.app, &[]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
    assert_eq!(verdict.rows, counted(&test.app, ROWS).await as u64);
});

async fn restored(on: On, at: &App, backup: &[u8]) -> TestApp {
    let copy = TestApp::empty(on).await;
    let from = at.config.data_dir.join("keys/log.key");
    std::fs::copy(from, copy.folder().join("keys/log.key")).unwrap();
    backup::restore(&copy.app.db, backup, |_| ()).await.unwrap();
    copy
}

async fn an_old_database(on: On) {
    let test = TestApp::start(on).await;
    worked(&test.app, 0, 300).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let mut old = Vec::new();
    backup::write(&test.app.db, &test.app.clock, &mut old, |_, _| ()).await.unwrap();
    let before = cosigned(&test.app).await;
    worked(&test.app, 300, 10).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let after = cosigned(&test.app).await;
    let copy = restored(on, &test.app, &old).await;
    let against = |kept: &[String]| asked(&test.app, kept);
    let same = verify::verify(&copy.app.db, &against(&[before])).await.unwrap();
    assert!(same.sound(), "a backup is sound as of its day: {:?}", same.findings);
    let found = verify::verify(&copy.app.db, &against(&[after])).await.unwrap();
    assert_eq!(found.findings[0].code, "rolled-back", "{:?}", found.findings);
    assert_eq!(found.findings[0].entry, same.size);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_database_in_the_place_of_the_new_is_found_on_sqlite() {
    an_old_database(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_database_in_the_place_of_the_new_is_found_on_postgres() {
    an_old_database(On::Postgres).await;
}

story!(a_damaged_log_is_not_continued, |test| {
    worked(&test.app, 0, 30).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("UPDATE log_tile SET hashes = $1", &args![vec![0_u8; 32]]).await.unwrap();
    conn.commit().await.unwrap();
    worked(&test.app, 30, 1).await;
    let again = App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
    assert!(catch_up(&again, Reach::All).await.is_err());
    assert!(sequencer::stopped(&again).await.unwrap().contains("verify-log"));
});
