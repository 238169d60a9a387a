//! Many rows in few, large transactions: what a database engine is told before.

use super::{
    db::{Conn, Engine},
    error::Result,
};

/// Lets a transaction of hundreds of thousands of rows keep its pages in memory: 256 MB on SQLite, where the indexes of a
/// county's year then stay there; PostgreSQL decides for itself.
pub async fn begin(conn: &mut Conn) -> Result<()> {
    if conn.engine() == Engine::Sqlite {
        conn.run("PRAGMA cache_size = -262144", &[]).await?;
    }
    Ok(())
}
