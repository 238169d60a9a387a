//! What was done to the entries, once it is known that they are not those that were signed.

use std::{cell::RefCell, ops::Range};

use super::{Finding, Kind, Mark};
use crate::{
    frontier::Frontier,
    hash::{Hash, Head},
    tiles::{HEIGHT, Tile, Tiles, WIDTH, from_bytes},
};

/// How far a run of deleted or inserted entries is looked for.
const RUN: u64 = 1024;
/// Entries after a run that must agree before it is believed.
const AGREEING: u64 = 4;

/// What the verifier knows.
pub(super) struct Case<'a> {
    /// All checkpoints, by size; at least one is not met.
    pub marks: &'a [Mark],
    /// Entries proved by a checkpoint.
    pub proven: u64,
    /// Entries seen.
    pub pushed: u64,
}

/// The hashes of the entries that were seen: kept ones, and before those the stored ones, which they were equal to.
pub(super) struct Seen<F> {
    fetch: Option<RefCell<F>>,
    kept_from: u64,
    kept: Vec<Hash>,
    size: u64,
    beyond: Vec<Hash>,
    tile: RefCell<(u64, Vec<u8>)>,
}

impl<F: FnMut(Tile) -> Option<Vec<u8>>> Seen<F> {
    pub(super) fn new(
        fetch: Option<F>,
        kept_from: u64,
        kept: Vec<Hash>,
        size: u64,
        beyond: Vec<Hash>,
    ) -> Self {
        let tile = RefCell::new((u64::MAX, Vec::new()));
        Seen { fetch: fetch.map(RefCell::new), kept_from, kept, size, beyond, tile }
    }

    fn fetch(&self, tile: Tile) -> Option<Vec<u8>> {
        let fetch = self.fetch.as_ref()?;
        (fetch.borrow_mut())(tile)
    }

    fn get(&self, index: u64) -> Option<Hash> {
        let from = |hashes: &[Hash], first: u64| hashes.get(usize::try_from(index - first).ok()?).copied();
        if index >= self.size {
            return from(&self.beyond, self.size);
        }
        if index >= self.kept_from {
            return from(&self.kept, self.kept_from);
        }
        let wanted = Tile::full(0, index / WIDTH as u64);
        if self.tile.borrow().0 != wanted.index {
            *self.tile.borrow_mut() = (wanted.index, self.fetch(wanted).unwrap_or_default());
        }
        let tile = self.tile.borrow();
        from(from_bytes(&tile.1, wanted.width)?, wanted.index * WIDTH as u64)
    }

    fn root(&self, span: Range<u64>) -> Option<Hash> {
        let mut frontier = Frontier::new();
        for index in span {
            frontier.push(self.get(index)?);
        }
        Some(frontier.root())
    }
}

/// Where the entries first differ from the hashes that prove.
enum Difference {
    At(u64),
    Within(Range<u64>),
    Nowhere,
}

pub(super) fn diagnose<F: FnMut(Tile) -> Option<Vec<u8>>>(case: Case<'_>, seen: Seen<F>) -> Finding {
    let Case { marks, proven, pushed } = case;
    let unmet = marks.iter().position(|mark| !mark.met).unwrap_or_default();
    let dispute = marks[unmet].head;
    let found = |kind, first| Finding { kind, first, proven };
    if contradicts(marks, &dispute) {
        // Whoever signed twice may have signed the history anew: only what witnesses saw still proves anything.
        let proves = marks[..unmet].iter().filter(|mark| mark.witnessed);
        let proven = proves.map(|mark| mark.head.size).max().unwrap_or_default();
        return Finding { kind: Kind::Forked { size: dispute.size }, first: proven..dispute.size, proven };
    }
    let last = marks.last().map_or(dispute, |mark| mark.head);
    let cut = |first| found(Kind::CutTail { missing: last.size.saturating_sub(pushed) }, first);
    // The largest tree that the stored tiles still prove says most.
    for Mark { head, .. } in marks[unmet..].iter().rev() {
        let Ok(mut tiles) = Tiles::open(*head, |tile| seen.fetch(tile)) else { continue };
        let end = pushed.min(head.size);
        return match difference(&mut tiles, &seen, proven..end) {
            Difference::At(index) => found(classify(index, pushed, &mut tiles, &seen), index..index + 1),
            Difference::Within(first) if pushed < head.size && first.end >= end => {
                cut(first.start..pushed + 1)
            }
            Difference::Within(first) => found(Kind::Rewritten, first),
            Difference::Nowhere => cut(pushed..pushed + 1),
        };
    }
    if pushed < dispute.size {
        return cut(proven..pushed + 1);
    }
    found(Kind::Rewritten, proven..dispute.size)
}

/// Whether the entries hold what was signed before or after, so that this checkpoint is of another history.
fn contradicts(marks: &[Mark], dispute: &Head) -> bool {
    marks.iter().any(|Mark { head, met, .. }| {
        let twin = head.size == dispute.size && head.root != dispute.root;
        twin || (*met && head.size > dispute.size)
    })
}

fn difference<T, F>(tiles: &mut Tiles<T>, seen: &Seen<F>, span: Range<u64>) -> Difference
where
    T: FnMut(Tile) -> Option<Vec<u8>>,
    F: FnMut(Tile) -> Option<Vec<u8>>,
{
    let mut at = span.start;
    while at < span.end {
        let first = at - at % WIDTH as u64;
        match tiles.tile(0, first / WIDTH as u64) {
            Ok(hashes) => {
                let end = span.end.min(first + hashes.len() as u64);
                let differs = |index: &u64| seen.get(*index) != Some(hashes[(index - first) as usize]);
                if let Some(index) = (at..end).find(differs) {
                    return Difference::At(index);
                }
                at = end;
            }
            Err(bad) => {
                // This tile proves nothing, but the hash above it says what its entries together must be.
                let Some(tile) = bad.tile() else { return Difference::Within(at..span.end) };
                let whole = tile.span();
                let above = tiles.node(HEIGHT * (u32::from(tile.level) + 1), tile.index).ok();
                if whole.end > span.end || above.is_none() || seen.root(whole.clone()) != above {
                    return Difference::Within(at..whole.end.min(span.end));
                }
                at = whole.end;
            }
        }
    }
    Difference::Nowhere
}

fn classify<T, F>(at: u64, pushed: u64, tiles: &mut Tiles<T>, seen: &Seen<F>) -> Kind
where
    T: FnMut(Tile) -> Option<Vec<u8>>,
    F: FnMut(Tile) -> Option<Vec<u8>>,
{
    let size = tiles.head().size;
    let mut right = |index| if index < size { tiles.leaf(index).ok() } else { None };
    let (is, should) = (seen.get(at), right(at));
    let elsewhere = (at + 1..pushed.min(size)).find(|index| seen.get(*index) == should);
    if let Some(with) = elsewhere
        && right(with) == is
    {
        return Kind::Swapped { with };
    }
    let mut runs: Vec<u64> = vec![size.abs_diff(pushed)];
    runs.extend(1..=RUN);
    for count in runs.into_iter().filter(|count| *count > 0 && at + count <= size.max(pushed)) {
        if agree(at, at + count, pushed, size, seen, &mut right) {
            return Kind::Deleted { count };
        }
        if agree(at + count, at, pushed, size, seen, &mut right) {
            return Kind::Inserted { count };
        }
    }
    elsewhere.map_or(Kind::Edited, |to| Kind::Moved { to })
}

/// Whether the entries seen from here on are those that should be there on.
fn agree<F: FnMut(Tile) -> Option<Vec<u8>>>(
    mut here: u64,
    mut there: u64,
    pushed: u64,
    size: u64,
    seen: &Seen<F>,
    right: &mut impl FnMut(u64) -> Option<Hash>,
) -> bool {
    let first = here;
    while here < pushed && there < size && here < first + AGREEING {
        let is = seen.get(here);
        if is.is_none() || is != right(there) {
            return false;
        }
        (here, there) = (here + 1, there + 1);
    }
    here > first
}
