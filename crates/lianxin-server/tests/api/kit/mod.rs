//! A whole server in memory: fixed clock, fresh database, a small city; and people who call it.

pub mod caller;
mod city;
pub mod recount;
mod roster;
pub mod talks;

pub use caller::Caller;
pub use city::PLACES;
pub use roster::people;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use axum::Router;
use lianxin_domain::access::{Grant, Role};
use lianxin_server::{
    App, Config, access,
    engine::{
        act::{Act, Actor},
        clock::Clock,
    },
    places,
};

/// 2026-07-01 09:00 in China.
pub const NOW: i64 = 1_782_867_600_000;
/// Everybody's password here.
pub const PASSWORD: &str = "correct horse battery";

/// Which engine a story runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A fresh file.
    Sqlite,
    /// A fresh database on the cluster of `LIANXIN_TEST_POSTGRES`.
    Postgres,
}

/// Tells one story on both engines.
#[macro_export]
macro_rules! story {
    ($(#[$meta:meta])* $name:ident, |$test:ident| $body:block) => {
        mod $name {
            use super::*;
            async fn tell($test: $crate::kit::TestApp) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                tell($crate::kit::TestApp::start($crate::kit::On::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                tell($crate::kit::TestApp::start($crate::kit::On::Postgres).await).await;
            }
        }
    };
}

/// A running program under test.
pub struct TestApp {
    /// The program.
    pub app: App,
    router: Router,
    folder: PathBuf,
}

static STARTED: AtomicU32 = AtomicU32::new(0);

impl TestApp {
    /// A fresh server with the small city's places.
    pub async fn start(on: On) -> TestApp {
        let test = TestApp::empty(on).await;
        let divisions = places::import::parse(PLACES).expect("the small city is well formed");
        let act = Act::of(
            &test.app,
            Actor::program(&"3708".parse().unwrap()),
            "places.import",
            lianxin_domain::access::Right::EditPlaces,
        );
        places::import::import(&test.app, act, divisions, "2020-01-01".parse().unwrap())
            .await
            .expect("imported");
        test
    }

    /// Replaces the small city by the real divisions.
    pub async fn real_city(&self) {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/jining-places.csv");
        let divisions = places::import::parse(&std::fs::read_to_string(file).expect("the divisions file"))
            .expect("well formed");
        let city = "3708".parse().unwrap();
        let act = Act::of(
            &self.app,
            Actor::program(&city),
            "places.import",
            lianxin_domain::access::Right::EditPlaces,
        );
        places::import::import(&self.app, act, divisions, "2023-06-30".parse().unwrap())
            .await
            .expect("imported");
    }

    /// A fresh server without anything.
    pub async fn empty(on: On) -> TestApp {
        let n = STARTED.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("lianxin-test-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let database = match on {
            On::Sqlite => format!("sqlite:{}", folder.join("test.db").display()),
            On::Postgres => fresh_postgres(n).await,
        };
        let config =
            Config { database, data_dir: folder.clone(), secure_cookies: false, name: "test".into() };
        let app = App::open(config, Clock::fixed(NOW)).await.expect("opened");
        TestApp { router: lianxin_server::router(app.clone()), app, folder }
    }

    /// Somebody with an account of one role in one place, signed in.
    pub async fn sign_in(&self, role: Role, place: &str) -> Caller {
        let login = format!("{}-{place}", role.word());
        self.account(&login, role, place).await;
        let mut caller = self.stranger();
        caller.sign_in(&login, PASSWORD).await;
        caller
    }

    /// An account of one role in one place.
    pub async fn account(&self, login: &str, role: Role, place: &str) {
        let grants = [Grant { role, place: place.parse().unwrap(), unit: None }];
        access::routes::make_account(&self.app, login, login, PASSWORD, "", &grants)
            .await
            .expect("a new account");
    }

    /// Where its files lie.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Caller {
        Caller::new(self.router.clone())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Every part of a workbook as text.
pub fn written(bytes: &[u8]) -> String {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for n in 0..book.len() {
        std::io::Read::read_to_string(&mut book.by_index(n).unwrap(), &mut text).unwrap();
    }
    text
}

/// The cluster that the test command started.
fn cluster() -> String {
    std::env::var("LIANXIN_TEST_POSTGRES")
        .expect("LIANXIN_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a throw-away PostgreSQL cluster")
}

async fn fresh_postgres(n: u32) -> String {
    use sqlx::{AssertSqlSafe, Connection};
    let base = cluster();
    let name = format!("t{}_{n}", std::process::id());
    let mut admin =
        sqlx::PgConnection::connect(&format!("{base}/postgres")).await.expect("the cluster answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .expect("a fresh database");
    format!("{base}/{name}")
}
