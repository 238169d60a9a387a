//! The running program: database, clock, keys and what lives in memory.

use std::{
    collections::HashMap,
    ops::Deref,
    path::PathBuf,
    sync::{Arc, Mutex, RwLock},
};

use lianxin_domain::places::PlaceCode;
use tokio::sync::Semaphore;

use crate::{
    access::{basic::Proven, sessions::LookUps, throttle::Throttle},
    args,
    engine::{
        clock::Clock,
        db::{Conn, Db},
        error::{Error, Result, codes},
        jobs::Jobs,
        migrate::migrate,
    },
    exchange::uploads::Uploads,
    keys::Keys,
    links::{desk::Desk, proved::Proofs},
    log::sequencer::{Reach, Sequencer, catch_up},
    visits::recorder::Recorder,
};

/// What the configuration decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Where keys and files of the installation lie.
    pub data_dir: PathBuf,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
    /// The name of the installation in snapshots.
    pub name: String,
}

/// The running program; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] holds.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The configuration.
    pub config: Config,
    /// The installation's keys.
    pub keys: Keys,
    /// Long work.
    pub jobs: Jobs,
    /// Tries to sign in.
    pub throttle: Throttle,
    /// Passwords that were right lately, for clients without a session.
    pub proven: Proven,
    /// Password hashes that may be computed at once: each takes 19 MiB and 0.1 s.
    pub hashing: Semaphore,
    /// Workbooks that are read at once.
    pub reading: Semaphore,
    /// Workbooks under preview.
    pub uploads: Uploads,
    /// The code that the first administrator must give; none once there is an account.
    pub setup_code: Mutex<Option<String>>,
    /// Plans that are being worked on, in memory.
    pub desk: Desk,
    /// The last proofs.
    pub proofs: Proofs,
    /// Sessions that are looked up together.
    pub look_ups: LookUps,
    /// Pushes that wait to be recorded together.
    pub recorder: Recorder,
    /// Who brings audit lines and access events into the log.
    pub log: Sequencer,
    city: RwLock<Option<PlaceCode>>,
    settings: RwLock<HashMap<String, String>>,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

const CITY: &str = "SELECT code FROM place WHERE level = 'city' ORDER BY since DESC LIMIT 1";
const SETTINGS: &str = "SELECT name, value FROM setting";
const SET: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) \
     ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[CITY, SETTINGS, SET];

impl App {
    /// Opens the database, brings its schema up to date and reads the keys.
    pub async fn open(config: Config, clock: Clock) -> Result<App> {
        std::fs::create_dir_all(&config.data_dir).map_err(Error::internal)?;
        let db = Db::open(&config.database).await?;
        migrate(&db, &clock).await?;
        let keys = Keys::open(&config.data_dir)?;
        let app = App(Arc::new(Parts {
            db,
            clock,
            config,
            keys,
            jobs: Jobs::default(),
            throttle: Throttle::default(),
            proven: Proven::default(),
            hashing: Semaphore::new(2),
            reading: Semaphore::new(1),
            uploads: Uploads::default(),
            setup_code: Mutex::new(None),
            desk: Desk::default(),
            proofs: Proofs::default(),
            look_ups: LookUps::default(),
            recorder: Recorder::default(),
            log: Sequencer::default(),
            city: RwLock::new(None),
            settings: RwLock::new(HashMap::new()),
        }));
        let mut conn = app.db.write().await?;
        crate::exchange::store::discard_stranded(&mut conn).await?;
        conn.commit().await?;
        app.refresh().await?;
        crate::cases::search::complete(&app).await?;
        crate::cases::cuts::complete(&app).await?;
        Ok(app)
    }

    /// Brings what was written into the log and closes the database.
    pub async fn close(&self) {
        if let Err(why) = catch_up(self, Reach::All).await {
            tracing::warn!(
                why = why.detail(false),
                "the log could not be brought up to date; the next start does it"
            );
        }
        self.db.close().await;
    }

    /// Reads again what is cached of the city and the settings.
    pub async fn refresh(&self) -> Result<()> {
        let mut conn = self.db.read().await?;
        let city: Option<(String,)> = conn.maybe(CITY, &[]).await?;
        let city = city.and_then(|(code,)| code.parse().ok());
        let settings: Vec<(String, String)> = conn.all(SETTINGS, &[]).await?;
        *self.city.write().unwrap_or_else(std::sync::PoisonError::into_inner) = city;
        *self.settings.write().unwrap_or_else(std::sync::PoisonError::into_inner) =
            settings.into_iter().collect();
        Ok(())
    }

    /// The city; refused while no divisions are imported.
    pub fn city(&self) -> Result<PlaceCode> {
        let city = self.city.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        city.ok_or_else(|| Error::refused(codes::NO_CITY))
    }

    /// A setting's text; empty when it was never set.
    pub fn setting(&self, name: &str) -> String {
        let settings = self.settings.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        settings.get(name).cloned().unwrap_or_default()
    }

    /// Stores a setting inside a transaction; call [`App::refresh`] after its commit.
    pub async fn set(conn: &mut Conn, name: &str, value: &str) -> Result<()> {
        conn.run(SET, &args![name, value]).await.map(|_| ())
    }
}
