//! A million entries, appended, signed, cosigned and verified on one core; the same with ct-merkle beside it.
//!
//! ```text
//! cargo run --release -p lianxin-log --example million [ENTRIES]
//! ```

use std::{
    collections::BTreeMap,
    error::Error,
    time::{Duration, Instant},
};

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use lianxin_log::{
    Checkpoint, Edge, Known, Tile, Trust, Verifier, checkpoint, hash,
    note::{Cosigner, Signer},
    tiles::to_bytes,
};
use sha2::Sha256;

type Stored = BTreeMap<(u8, u64), Vec<u8>>;

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let entries: Vec<Vec<u8>> = (0..count).map(entry).collect();
    let bytes: usize = entries.iter().map(Vec::len).sum();
    println!("{count} entries, {bytes} bytes");
    let signer = Signer::new("example.org/log", &[1; 32])?;
    let witness = Cosigner::new("witness.example.org", &[2; 32])?;

    let clock = Clock::start();
    let (mut edge, mut tiles, mut cosigned) = (Edge::new(), Stored::new(), Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        if at == entries.len() / 10 * 9 {
            let mut note = Checkpoint::new("example.org/log", edge.head()).sign(&signer)?;
            checkpoint::cosign(&mut note, &witness, 1_800_000_000);
            cosigned = note.to_string().into_bytes();
        }
        edge.push(hash::leaf(entry), |tile, hashes| {
            tiles.insert((tile.level, tile.index), to_bytes(hashes).to_vec());
        });
    }
    for (tile, hashes) in edge.partial() {
        tiles.insert((tile.level, tile.index), to_bytes(hashes).to_vec());
    }
    let current = Checkpoint::new("example.org/log", edge.head()).sign(&signer)?.to_string();
    let appended = told("appended, tiles written, signed", clock, count, bytes);
    let stored: usize = tiles.values().map(Vec::len).sum();
    println!("  {} tiles, {stored} bytes", tiles.len());

    let trust = Trust {
        origin: "example.org/log".to_owned(),
        log: vec![signer.verifier().clone()],
        witnesses: vec![witness.verifier().clone()],
        quorum: 1,
    };
    let clock = Clock::start();
    let known = [Known::Cosigned(&cosigned)];
    let fetch = |tile: Tile| tiles.get(&(tile.level, tile.index)).cloned();
    let mut verifier = Verifier::new(&trust, current.as_bytes(), &known, fetch)?;
    entries.iter().for_each(|entry| verifier.push(entry));
    let report = verifier.finish()?;
    let verified = told("verified against tiles, checkpoint and witness", clock, count, bytes);
    assert_eq!((report.head, report.bytes), (edge.head(), bytes as u64));

    let mut other = entries.clone();
    let wrong = other.len() / 2;
    other[wrong].push(b'!');
    let clock = Clock::start();
    let mut verifier = Verifier::new(&trust, current.as_bytes(), &known, fetch)?;
    other.iter().for_each(|entry| verifier.push(entry));
    let finding = verifier.finish().err().ok_or("an edit was not found")?;
    told("the same with one entry edited", clock, count, bytes);
    println!("  {finding}");

    let clock = Clock::start();
    let mut rival: MemoryBackedTree<Sha256, Vec<u8>> = MemoryBackedTree::new();
    other.swap_remove(wrong);
    drop(other);
    entries.into_iter().for_each(|entry| rival.push(entry));
    assert_eq!(rival.root().as_bytes()[..], edge.head().root);
    let rival_appended = told("ct-merkle: appended in memory", clock, count, bytes);
    let clock = Clock::start();
    rival.self_check()?;
    let rival_verified = told("ct-merkle: checked itself", clock, count, bytes);
    println!("ratio: appending {:.1}, verifying {:.2}", rival_appended / appended, rival_verified / verified);
    Ok(())
}

/// Some 200 bytes, no two alike.
fn entry(at: u64) -> Vec<u8> {
    let mut text = format!("access/v1\nat={at:020}\npurpose=visit\nsubject#").into_bytes();
    let hash = hash::leaf(&at.to_be_bytes());
    text.extend(hash.iter().cycle().take(140).map(|byte| b'a' + byte % 26));
    text
}

/// Prints wall and processor time since the clock was started, and gives the latter.
fn told(what: &str, clock: Clock, count: u64, bytes: usize) -> f64 {
    let wall = clock.wall.elapsed().as_secs_f64();
    let cpu = match (clock.cpu, processor()) {
        (Some(from), Some(to)) => Duration::from_nanos(to - from).as_secs_f64(),
        _ => wall,
    };
    let (rate, volume) = (count as f64 / cpu / 1e6, bytes as f64 / cpu / 1e6);
    println!("{what}: {wall:.2} s, {cpu:.2} CPU s, {rate:.1} million entries/s, {volume:.0} MB/s");
    cpu
}

struct Clock {
    wall: Instant,
    cpu: Option<u64>,
}

impl Clock {
    fn start() -> Clock {
        Clock { wall: Instant::now(), cpu: processor() }
    }
}

/// Nanoseconds on a processor, where the kernel tells; it counts up to the thread's last yield.
fn processor() -> Option<u64> {
    std::thread::yield_now();
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
