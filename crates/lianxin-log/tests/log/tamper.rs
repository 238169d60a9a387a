//! Ten thousand tamperings, drawn at random: all must be found, and the first wrong entry with them.
//! `LIANXIN_LOG_SEED=… cargo test -p lianxin-log tamperings -- --nocapture` draws others.

use std::{collections::BTreeMap, ops::Range};

use lianxin_log::{Checkpoint, Edge, checkpoint, hash};

use crate::{
    keys,
    made::{Draw, Log},
};

/// What the verifier must say.
struct Expected {
    /// One of these kinds.
    kinds: &'static [&'static str],
    /// The first entry that is wrong, if one is.
    first: Option<usize>,
    /// Whether it must be named exactly.
    exact: bool,
}

fn exactly(kinds: &'static [&'static str], first: usize) -> Option<Expected> {
    Some(Expected { kinds, first: Some(first), exact: true })
}

fn within(kinds: &'static [&'static str], first: usize) -> Option<Expected> {
    Some(Expected { kinds, first: Some(first), exact: false })
}

fn no_entry(kinds: &'static [&'static str]) -> Option<Expected> {
    Some(Expected { kinds, first: None, exact: false })
}

/// Changes a log; none if the log is too small for it.
type Tampering = fn(&mut Log, &mut Draw) -> Option<Expected>;

const TAMPERINGS: [(&str, Tampering); 26] = [
    ("edit an entry", edit),
    ("delete an entry", delete),
    ("delete a run of entries", delete_run),
    ("insert an entry", insert),
    ("insert a run of entries", insert_run),
    ("insert a copy of an entry", copy),
    ("swap two entries", swap),
    ("swap neighbours", swap_neighbours),
    ("move an entry", move_one),
    ("shuffle entries", shuffle),
    ("cut the tail", cut),
    ("cut the tail with its tiles", cut_with_tiles),
    ("cut to an older state, newest checkpoint kept", cut_to_history),
    ("flip a bit in a tile", flip_in_tile),
    ("exchange two tiles", exchange_tiles),
    ("lose or tear a tile", lose_tile),
    ("edit an entry and its leaf hash", edit_with_leaf),
    ("edit an entry and all tiles", edit_with_tiles),
    ("delete an entry and rewrite all tiles", delete_with_tiles),
    ("edit an entry and damage a tile", edit_and_flip),
    ("rewrite and sign with another key", resign_as_impostor),
    ("change a checkpoint's text", change_checkpoint),
    ("change a signature", change_signature),
    ("restore an older state", restore),
    ("restore an older state and go on, signed by the log", restore_and_go_on),
    ("rewrite and sign with the log's own key", rewrite_as_insider),
];

#[test]
fn ten_thousand_tamperings_are_found() {
    const ROUNDS: usize = 10_000;
    let seed = std::env::var("LIANXIN_LOG_SEED").map_or(20_261_014, |seed| seed.parse().unwrap());
    let mut draw = Draw(seed);
    let sizes = [1, 2, 3, 5, 8, 17, 40, 100, 150, 255, 256, 257, 300, 400, 513, 700];
    let logs: Vec<Log> =
        sizes.iter().flat_map(|size| [*size; 3]).map(|size| Log::make(size, &mut draw)).collect();
    let trust = keys::trust();
    let (mut done, mut exact) = (0, 0);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    while done < ROUNDS {
        let (name, tamper) = TAMPERINGS[draw.below(TAMPERINGS.len())];
        let mut log = logs[draw.below(logs.len())].clone();
        let Some(expected) = tamper(&mut log, &mut draw) else { continue };
        let what = format!("{name}, {} entries, round {done}", log.entries.len());
        let finding = log.verify(&trust).expect_err(&what);
        let code = finding.kind.code();
        assert!(expected.kinds.contains(&code), "{what}: {finding}");
        if let Some(first) = expected.first {
            let first = first as u64;
            assert!(finding.first.contains(&first), "{what}: {finding}, but {first} is wrong first");
            assert!(finding.proven <= first, "{what}: {finding}, but {first} is wrong");
            assert!(!expected.exact || finding.first == (first..first + 1), "{what}: {finding}");
        }
        exact += usize::from(finding.first.end - finding.first.start == 1);
        *kinds.entry(code).or_default() += 1;
        done += 1;
    }
    println!("{done} tamperings, {done} found, {exact} with the very entry: {kinds:?}");
    assert_eq!(kinds.len(), 11, "every kind of finding came up");
}

fn edit(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    let entry = &mut log.entries[at];
    let byte = draw.below(entry.len());
    match draw.below(4) {
        0 => entry[byte] ^= 1 << draw.below(8),
        1 => entry.truncate(byte),
        2 => entry.push(0),
        _ => *entry = draw.bytes(40),
    }
    exactly(&["edited"], at)
}

fn delete(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries.remove(at);
    let kinds: &[&str] = if at == log.entries.len() { &["cut-tail"] } else { &["deleted"] };
    exactly(kinds, at)
}

fn delete_run(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let run = run(log, draw)?;
    let first = run.start;
    log.entries.drain(run);
    let kinds: &[&str] = if first == log.entries.len() { &["cut-tail"] } else { &["deleted"] };
    exactly(kinds, first)
}

fn insert(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = draw.below(log.entries.len() + 1);
    log.entries.insert(at, draw.bytes(40));
    exactly(&["inserted"], at)
}

fn insert_run(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = draw.below(log.entries.len() + 1);
    for _ in 0..=draw.below(20) {
        log.entries.insert(at, draw.bytes(40));
    }
    exactly(&["inserted"], at)
}

fn copy(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let (from, at) = (pick(log, draw)?, draw.below(log.entries.len() + 1));
    let entry = log.entries[from].clone();
    log.entries.insert(at, entry);
    // A copy right before its original is only seen behind it; a copy of the next entry looks like a swap, too.
    exactly(&["inserted", "swapped"], if from == at { at + 1 } else { at })
}

fn swap(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let (a, b) = (pick(log, draw)?, pick(log, draw)?);
    log.entries.swap(a, b);
    if a == b { None } else { exactly(&["swapped"], a.min(b)) }
}

fn swap_neighbours(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    if at + 1 == log.entries.len() {
        return None;
    }
    log.entries.swap(at, at + 1);
    exactly(&["swapped"], at)
}

fn move_one(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let (from, to) = (pick(log, draw)?, pick(log, draw)?);
    let entry = log.entries.remove(from);
    log.entries.insert(to, entry);
    // Over one other entry it is a swap; seen from the entries between, a deletion or insertion.
    let kinds = &["moved", "swapped", "deleted", "inserted"];
    if from == to { None } else { exactly(kinds, from.min(to)) }
}

fn shuffle(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let run = run(log, draw)?;
    let before = log.entries.clone();
    for at in run.clone() {
        let other = run.start + draw.below(run.len());
        log.entries.swap(at, other);
    }
    let first = (0..before.len()).find(|at| before[*at] != log.entries[*at])?;
    exactly(&["moved", "swapped", "deleted", "inserted"], first)
}

fn cut(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries.truncate(at);
    exactly(&["cut-tail"], at)
}

fn cut_with_tiles(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries.truncate(at);
    log.store_tiles();
    within(&["cut-tail"], at)
}

fn cut_to_history(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = log.sizes[draw.below(log.sizes.len())];
    if at == log.entries.len() {
        return None;
    }
    log.entries.truncate(at);
    log.store_tiles();
    exactly(&["cut-tail"], at)
}

fn flip_in_tile(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let bytes = tile(log, draw);
    let at = draw.below(bytes.len());
    bytes[at] ^= 1 << draw.below(8);
    no_entry(&["tile"])
}

fn exchange_tiles(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let keys: Vec<(u8, u64)> = log.tiles.keys().copied().collect();
    let (a, b) = (keys[draw.below(keys.len())], keys[draw.below(keys.len())]);
    let (first, second) = (log.tiles.get(&a)?.clone(), log.tiles.get(&b)?.clone());
    log.tiles.insert(a, second);
    log.tiles.insert(b, first);
    if a == b { None } else { no_entry(&["tile"]) }
}

fn lose_tile(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let keys: Vec<(u8, u64)> = log.tiles.keys().copied().collect();
    let key = keys[draw.below(keys.len())];
    if draw.below(2) == 0 {
        log.tiles.remove(&key);
    } else {
        let bytes = log.tiles.get_mut(&key)?;
        bytes.truncate(draw.below(bytes.len()));
    }
    no_entry(&["tile"])
}

fn edit_with_leaf(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries[at] = draw.bytes(40);
    let leaf = hash::leaf(&log.entries[at]);
    let bytes = log.tiles.get_mut(&(0, at as u64 / 256))?;
    bytes[at % 256 * 32..][..32].copy_from_slice(&leaf);
    within(&["rewritten"], at)
}

fn edit_with_tiles(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries[at] = draw.bytes(40);
    log.store_tiles();
    within(&["rewritten"], at)
}

fn delete_with_tiles(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    log.entries.remove(at);
    log.store_tiles();
    within(&["rewritten", "cut-tail"], at)
}

fn edit_and_flip(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    edit_at(log, at);
    flip_in_tile(log, draw);
    within(&["edited", "rewritten"], at)
}

fn resign_as_impostor(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = pick(log, draw)?;
    edit_at(log, at);
    log.store_tiles();
    let impostor = keys::impostor();
    let mut note = Checkpoint::new(keys::ORIGIN, head(log)).sign(&impostor).ok()?;
    if draw.below(2) == 0 {
        // Even under the id of the log's key.
        let mut signature = impostor.sign(note.text());
        signature.id = keys::log().verifier().id();
        note = lianxin_log::Note::new(note.text().to_owned()).ok()?;
        note.add(signature);
    }
    log.current = note.to_string().into_bytes();
    no_entry(&["bad-signature"])
}

fn change_checkpoint(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let note = note(log, draw);
    let text = note.iter().position(|byte| *byte == b'\n')? + 1;
    let end = note.windows(2).position(|two| two == b"\n\n")?;
    let at = text + draw.below(end - text);
    let other = if note[at].is_ascii_digit() { b'0' + (note[at] - b'0' + 1) % 10 } else { b'x' };
    if note[at] == other {
        return None;
    }
    note[at] = other;
    no_entry(&["bad-signature"])
}

fn change_signature(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let note = note(log, draw);
    let end = note.windows(2).position(|two| two == b"\n\n")? + 2;
    if draw.below(2) == 0 {
        note.truncate(end);
    } else {
        let at = end + draw.below(note.len() - end);
        note[at] ^= 1 << draw.below(7);
    }
    no_entry(&["bad-signature"])
}

fn restore(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = draw.below(log.cosigned_size.max(1));
    if at >= log.cosigned_size {
        return None;
    }
    log.entries.truncate(at);
    log.store_tiles();
    log.sign();
    exactly(&["rolled-back"], at)
}

fn restore_and_go_on(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = draw.below(log.cosigned_size.max(1));
    if at >= log.cosigned_size {
        return None;
    }
    log.entries.truncate(at);
    while log.entries.len() < log.cosigned_size + draw.below(20) {
        log.entries.push(draw.bytes(40));
    }
    log.store_tiles();
    log.sign();
    within(&["forked"], at)
}

fn rewrite_as_insider(log: &mut Log, draw: &mut Draw) -> Option<Expected> {
    let at = draw.below(log.cosigned_size.max(1));
    if at >= log.cosigned_size {
        return None;
    }
    edit_at(log, at);
    log.store_tiles();
    log.sign();
    within(&["forked"], at)
}

fn pick(log: &Log, draw: &mut Draw) -> Option<usize> {
    (!log.entries.is_empty()).then(|| draw.below(log.entries.len()))
}

fn run(log: &Log, draw: &mut Draw) -> Option<Range<usize>> {
    let first = pick(log, draw)?;
    Some(first..first + 1 + draw.below((log.entries.len() - first).min(60)))
}

fn edit_at(log: &mut Log, at: usize) {
    log.entries[at].push(b'!');
}

fn tile<'a>(log: &'a mut Log, draw: &mut Draw) -> &'a mut Vec<u8> {
    let at = draw.below(log.tiles.len());
    log.tiles.values_mut().nth(at).expect("a tile")
}

fn note<'a>(log: &'a mut Log, draw: &mut Draw) -> &'a mut Vec<u8> {
    match draw.below(log.history.len() + 2) {
        0 => &mut log.current,
        1 => &mut log.cosigned,
        at => &mut log.history[at - 2],
    }
}

fn head(log: &Log) -> lianxin_log::Head {
    let mut edge = Edge::new();
    log.entries.iter().for_each(|entry| edge.push(hash::leaf(entry), |_, _| ()));
    edge.head()
}

/// A witness that only looks at signatures is no witness: cosigned by a stranger counts for nothing.
#[test]
fn a_stranger_s_cosignature_counts_for_nothing() {
    let mut log = Log::make(50, &mut Draw(3));
    let stranger = lianxin_log::note::Cosigner::new("stranger.example.org", &[8; 32]).unwrap();
    let mut note = lianxin_log::Note::parse(&log.current).unwrap();
    checkpoint::cosign(&mut note, &stranger, 1);
    log.cosigned = note.to_string().into_bytes();
    assert_eq!(log.verify(&keys::trust()).unwrap_err().kind.code(), "bad-signature");
}
