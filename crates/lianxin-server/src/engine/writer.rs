//! SQLite's one writer: whoever holds the ticket writes inside a savepoint, and whoever finds nobody waiting commits for
//! all (group commit). One fsync then serves every writer of the batch, with `synchronous=FULL`.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::{
    direct::Hand,
    error::{Error, Result, codes},
};

/// Writers that may wait; one more is told to come back.
const QUEUE: usize = 1024;
/// Writers that share one commit at the most.
const BATCH: usize = 256;
/// Turns that the emptying of the log waits for one without an open transaction.
const CHECKPOINTS: usize = 20;

/// The door to the writing connection.
pub struct Gate {
    writer: Arc<Mutex<Writer>>,
    waiting: AtomicUsize,
}

struct Writer {
    connection: Option<SqliteConnection>,
    /// A second connection, for whoever writes in its own thread; never inside a transaction while the first one is.
    hand: Option<Hand>,
    /// A transaction is open and holds `batch` finished writers.
    open: bool,
    batch: usize,
    /// The last ticket was dropped without a commit: its savepoint must be rolled back first.
    abandoned: bool,
    /// Tells the batch's writers how its commit went.
    outcome: watch::Sender<Option<bool>>,
}

impl Gate {
    /// A gate around the only connections that write.
    pub fn new(connection: SqliteConnection, hand: Hand) -> Arc<Gate> {
        let writer = Writer {
            connection: Some(connection),
            hand: Some(hand),
            open: false,
            batch: 0,
            abandoned: false,
            outcome: watch::Sender::new(None),
        };
        Arc::new(Gate { writer: Arc::new(Mutex::new(writer)), waiting: AtomicUsize::new(0) })
    }

    /// Waits for the turn and opens a savepoint.
    pub async fn enter(self: &Arc<Gate>) -> Result<Ticket> {
        let held = Queued::join(self)?.turn().await;
        whole(self.clone().opened(held)).await
    }

    async fn opened(self: Arc<Gate>, held: OwnedMutexGuard<Writer>) -> Result<Ticket> {
        let mut ticket = Ticket { gate: self, held: Some(held) };
        let writer = ticket.writer();
        writer.undo_abandoned().await?;
        if writer.open {
            writer.run("SAVEPOINT job").await?;
        } else {
            writer.run("BEGIN IMMEDIATE; SAVEPOINT job").await?;
            writer.open = true;
            writer.batch = 0;
            writer.outcome = watch::Sender::new(None);
        }
        Ok(ticket)
    }

    /// Waits for the turn, commits what others have left open for company, and begins a transaction in this thread.
    pub async fn enter_alone(self: &Arc<Gate>) -> Result<Alone> {
        let mut held = Queued::join(self)?.turn().await;
        let held = whole(async move {
            held.undo_abandoned().await?;
            if held.open {
                // Its own writers are told when it fails.
                let _ = held.finish("COMMIT").await;
            }
            Ok(held)
        });
        let held = held.await?;
        held.hand()?.run("BEGIN IMMEDIATE", &[])?;
        Ok(Alone { held, open: true })
    }

    /// Ends what an abandoned ticket or a vanished waiter left open.
    async fn tidy(self: Arc<Gate>) {
        let mut writer = self.writer.lock().await;
        let undone = writer.undo_abandoned().await;
        if writer.open && (undone.is_err() || self.waiting.load(Ordering::SeqCst) == 0) {
            let _ = writer.finish("COMMIT").await;
        }
    }

    async fn tidied(self: &Arc<Gate>) -> Result<()> {
        let gate = self.clone();
        whole(async move {
            gate.tidy().await;
            Ok(())
        })
        .await
    }

    /// Empties the log when no transaction is open, after those who wait have been served.
    pub async fn checkpoint(self: &Arc<Gate>) -> Result<()> {
        for _ in 0..CHECKPOINTS {
            self.tidied().await?;
            let mut writer = self.writer.lock().await;
            if !writer.open {
                let emptied = writer.emptied().await?;
                return if emptied { Ok(()) } else { Err(Error::refused(codes::BUSY)) };
            }
        }
        Err(Error::refused(codes::BUSY))
    }

    /// Closes the connection; later writers are refused.
    pub async fn close(self: &Arc<Gate>) {
        let _ = self.tidied().await;
        let mut writer = self.writer.lock().await;
        writer.hand = None;
        let connection = writer.connection.take();
        if let Some(connection) = connection {
            let _ = connection.close().await;
        }
    }
}

/// A place in the queue; leaving it without a turn tidies up.
struct Queued {
    gate: Arc<Gate>,
    served: bool,
}

impl Queued {
    fn join(gate: &Arc<Gate>) -> Result<Queued> {
        let before = gate.waiting.fetch_add(1, Ordering::SeqCst);
        let queued = Queued { gate: gate.clone(), served: before >= QUEUE };
        if queued.served { Err(Error::refused(codes::BUSY)) } else { Ok(queued) }
    }

    async fn turn(mut self) -> OwnedMutexGuard<Writer> {
        let held = self.gate.writer.clone().lock_owned().await;
        self.served = true;
        held
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        self.gate.waiting.fetch_sub(1, Ordering::SeqCst);
        if !self.served {
            spawn_tidy(&self.gate);
        }
    }
}

/// Goes on to its end also when nobody waits for it any more, as when a browser goes away: what is open in SQLite and what is known of
/// it here must not part.
async fn whole<T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    tokio::spawn(work).await.map_err(Error::internal)?
}

fn spawn_tidy(gate: &Arc<Gate>) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(gate.clone().tidy());
    }
}

impl Writer {
    fn hand(&self) -> Result<&Hand> {
        self.hand.as_ref().ok_or_else(|| Error::refused(codes::BUSY))
    }

    async fn run(&mut self, sql: &'static str) -> Result<()> {
        let connection = self.connection.as_mut().ok_or_else(|| Error::refused(codes::BUSY))?;
        sqlx::query(sql).execute(connection).await?;
        Ok(())
    }

    /// Folds the log into the file; says whether all of it went. A long reader is not waited for, as every writer waits.
    async fn emptied(&mut self) -> Result<bool> {
        self.run("PRAGMA busy_timeout = 500").await?;
        let connection = self.connection.as_mut().ok_or_else(|| Error::refused(codes::BUSY))?;
        let told = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await;
        self.run("PRAGMA busy_timeout = 10000").await?;
        let (busy, _, _): (i64, i64, i64) = told?;
        Ok(busy == 0)
    }

    async fn undo_abandoned(&mut self) -> Result<()> {
        if std::mem::take(&mut self.abandoned) {
            self.run("ROLLBACK TO job").await?;
            self.run("RELEASE job").await?;
        }
        Ok(())
    }

    /// Commits the batch and tells its writers. `last` is the text that does it: each text is one crossing to SQLite's thread.
    async fn finish(&mut self, last: &'static str) -> Result<()> {
        let committed = self.run(last).await;
        if committed.is_err() {
            let _ = self.run("ROLLBACK").await;
        }
        self.open = false;
        self.outcome.send_replace(Some(committed.is_ok()));
        committed
    }
}

/// The right to write: one savepoint of the open transaction. Dropped without a commit, it leaves nothing.
pub struct Ticket {
    gate: Arc<Gate>,
    held: Option<OwnedMutexGuard<Writer>>,
}

impl Ticket {
    fn writer(&mut self) -> &mut Writer {
        self.held.as_mut().expect("held until commit or drop")
    }

    /// The writing connection.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.writer().connection.as_mut().expect("a ticket is only given while the connection is open")
    }

    /// Hands the work to the batch and returns when the batch is durable.
    pub async fn commit(self) -> Result<()> {
        whole(self.committed()).await
    }

    async fn committed(mut self) -> Result<()> {
        let alone = self.gate.waiting.load(Ordering::SeqCst) == 0;
        let last = alone || self.writer().batch + 1 >= BATCH;
        if !last {
            self.writer().run("RELEASE job").await?;
        }
        let mut writer = self.held.take().expect("held until commit or drop");
        writer.batch += 1;
        let mut outcome = writer.outcome.subscribe();
        if last {
            writer.finish("RELEASE job; COMMIT").await?;
        }
        drop(writer);
        match outcome.wait_for(Option::is_some).await.map(|seen| *seen) {
            Ok(Some(true)) => Ok(()),
            _ => Err(Error::internal("the batch could not be committed")),
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(writer) = self.held.as_mut() {
            writer.abandoned = writer.open;
            self.held = None;
            spawn_tidy(&self.gate);
        }
    }
}

/// A transaction of one's own in the caller's thread, which waits for the disk. Dropped without a commit, it leaves nothing.
pub struct Alone {
    held: OwnedMutexGuard<Writer>,
    open: bool,
}

impl Alone {
    /// The connection.
    pub fn hand(&self) -> Result<&Hand> {
        self.held.hand()
    }

    /// Returns when the transaction is durable.
    pub fn commit(mut self) -> Result<()> {
        self.hand()?.run("COMMIT", &[])?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        if self.open
            && let Ok(hand) = self.held.hand()
            && let Err(why) = hand.run("ROLLBACK", &[])
        {
            tracing::error!(%why, "a transaction could not be rolled back");
        }
    }
}
