//! What it costs to take a visit: our server on SQLite (synchronous FULL) and on PostgreSQL, everything included (session,
//! rights, audit, roll-ups, feed), and PocketBase, which stores the same visits, in the same run on the same machine.

mod client;
mod ours;
mod rival;

use client::Figures;

use crate::sh::Done;

/// Clients at once.
const CLIENTS: [usize; 3] = [1, 8, 64];
/// Visits of one push.
const SIZES: [usize; 2] = [1, 50];

/// A row of the table.
struct Row {
    server: &'static str,
    clients: usize,
    size: usize,
    figures: Figures,
}

/// `cargo xtask bench sync [SECONDS] [sqlite] [postgres] [pocketbase]`
pub fn sync(args: &[String]) -> Done {
    let seconds: u64 = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(8);
    let named: Vec<&str> =
        args.iter().map(String::as_str).filter(|arg| arg.parse::<u64>().is_err()).collect();
    let wanted = |name: &str| named.is_empty() || named.contains(&name);
    let mut rows = Vec::new();
    println!(
        "{:<12} {:>7} {:>9} {:>9} {:>9} {:>9} {:>13}",
        "server", "clients", "a push", "visits/s", "p50 ms", "p99 ms", "CPU ms/visit"
    );
    if wanted("sqlite") {
        ours::measure(ours::On::Sqlite, seconds, &mut |row| told(&mut rows, row))?;
    }
    if wanted("pocketbase") {
        rival::measure(seconds, &mut |row| told(&mut rows, row))?;
    }
    if wanted("postgres") {
        ours::measure(ours::On::Postgres, seconds, &mut |row| told(&mut rows, row))?;
    }
    compared(&rows);
    Ok(())
}

fn told(rows: &mut Vec<Row>, row: Row) {
    let f = &row.figures;
    println!(
        "{:<12} {:>7} {:>9} {:>9.0} {:>9.2} {:>9.2} {:>13.3}",
        row.server, row.clients, row.size, f.rate, f.p50, f.p99, f.cpu
    );
    rows.push(row);
}

/// How many times less CPU ours takes, and whose slowest hundredth is faster.
fn compared(rows: &[Row]) {
    let find = |server: &str, clients: usize, size: usize| {
        rows.iter().find(|row| row.server == server && row.clients == clients && row.size == size)
    };
    for clients in CLIENTS {
        for size in SIZES {
            let (Some(ours), Some(rival)) =
                (find("sqlite", clients, size), find("pocketbase", clients, size))
            else {
                continue;
            };
            let (a, b) = (&ours.figures, &rival.figures);
            println!(
                "{clients:>3} clients, {size:>2} a push: {:.1} times less CPU a visit than PocketBase; p99 {:.1} ms against {:.1} ms",
                b.cpu / a.cpu,
                a.p99,
                b.p99
            );
        }
    }
}
