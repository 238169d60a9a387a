//! The verifier on sound logs, and on a large one with each thing that can be wrong.

use lianxin_log::{
    Finding, Tile, Verifier,
    tiles::BadTile,
    verify::{Kind, Which},
};

use crate::{
    keys,
    made::{Draw, Log},
};

#[test]
fn sound_logs_of_every_shape_pass() {
    let mut draw = Draw(5);
    for size in [0, 1, 2, 3, 100, 255, 256, 257, 511, 512, 513, 1_000, 65_536, 65_537, 70_000] {
        let log = Log::make(size, &mut draw);
        let report = log.verify(&keys::trust()).unwrap();
        assert_eq!(report.head.size, size as u64);
        assert_eq!(report.bytes, log.entries.iter().map(|entry| entry.len() as u64).sum::<u64>());
        assert_eq!(report.known, log.known().len());
        assert_eq!(report.cosigned, Some((log.cosigned_size as u64, 1_800_000_000)));
        assert_eq!(report.tiles, Tile::all(size as u64).count() as u64);
        let mut verifier = Verifier::without_tiles(&keys::trust(), &log.current, &log.known()).unwrap();
        log.entries.iter().for_each(|entry| verifier.push(entry));
        assert_eq!(verifier.finish().unwrap().head, report.head);
    }
}

#[test]
fn a_log_that_is_being_written_to_may_go_on() {
    let mut log = Log::make(700, &mut Draw(6));
    log.entries.push(b"not signed yet".to_vec());
    let finding = log.verify(&keys::trust()).unwrap_err();
    assert_eq!((finding.kind, finding.first), (Kind::Inserted { count: 1 }, 700..701));
    let check = |log: &Log| {
        let trust = keys::trust();
        let mut verifier =
            Verifier::new(&trust, &log.current, &log.known(), log.fetch()).unwrap().may_go_on();
        log.entries.iter().for_each(|entry| verifier.push(entry));
        verifier.finish()
    };
    assert_eq!(check(&log).unwrap().unsigned, 1);
    // An insertion before the end is still one.
    log.entries.insert(699, b"smuggled in".to_vec());
    let finding = check(&log).unwrap_err();
    assert_eq!((finding.kind, finding.first), (Kind::Inserted { count: 1 }, 699..700));
}

#[test]
fn in_a_large_log_the_first_wrong_entry_is_named() {
    let sound = Log::make(66_000, &mut Draw(7));
    let wrong = |change: &dyn Fn(&mut Log)| {
        let mut log = sound.clone();
        change(&mut log);
        log.verify(&keys::trust()).unwrap_err()
    };
    let exactly = |finding: Finding, kind: Kind, first: u64| {
        assert_eq!((finding.kind, finding.first), (kind, first..first + 1));
        assert!(finding.proven <= first);
    };
    exactly(wrong(&|log| log.entries[40_000].push(b'!')), Kind::Edited, 40_000);
    exactly(wrong(&|log| drop(log.entries.remove(40_000))), Kind::Deleted { count: 1 }, 40_000);
    exactly(wrong(&|log| drop(log.entries.drain(300..900))), Kind::Deleted { count: 600 }, 300);
    exactly(wrong(&|log| log.entries.insert(65_536, b"new".to_vec())), Kind::Inserted { count: 1 }, 65_536);
    exactly(wrong(&|log| log.entries.swap(5, 65_999)), Kind::Swapped { with: 65_999 }, 5);
    exactly(wrong(&|log| log.entries.truncate(65_000)), Kind::CutTail { missing: 1_000 }, 65_000);
    let moved = wrong(&|log| {
        let entry = log.entries.remove(100);
        log.entries.insert(200, entry);
    });
    assert_eq!(moved.first, 100..101);
    // Entry and leaf hash changed together: the tile above still says that it is in this tile.
    let together = wrong(&|log| {
        log.entries[40_000].push(b'!');
        let mut other = log.clone();
        other.store_tiles();
        log.tiles.insert((0, 156), other.tiles[&(0, 156)].clone());
    });
    assert_eq!((together.kind, together.first), (Kind::Rewritten, 156 * 256..157 * 256));
    // All tiles changed together: only the checkpoints are left to say where.
    let all = wrong(&|log| {
        log.entries[40_000].push(b'!');
        log.store_tiles();
    });
    assert_eq!(all.kind, Kind::Rewritten);
    assert!(all.first.contains(&40_000) && all.first.start == all.proven);
    let bounds: Vec<u64> =
        sound.sizes.iter().chain([&sound.cosigned_size]).map(|size| *size as u64).collect();
    let before = bounds.iter().filter(|size| **size <= 40_000).max().copied().unwrap_or(0);
    let after = bounds.iter().filter(|size| **size > 40_000).min().copied().unwrap_or(66_000);
    assert_eq!(all.first, before..after);
    // A damaged tile beside sound entries, and beside an edited one.
    let damaged = wrong(&|log| log.tiles.get_mut(&(1, 0)).unwrap()[32 * 7] ^= 1);
    assert_eq!((damaged.kind, damaged.first), (Kind::Tile(BadTile::Wrong(Tile::full(1, 0))), 1_792..2_048));
    let both = wrong(&|log| {
        log.tiles.get_mut(&(0, 10)).unwrap()[0] ^= 1;
        log.entries[40_000].push(b'!');
    });
    exactly(both, Kind::Edited, 40_000);
}

#[test]
fn findings_read_well() {
    let mut log = Log::make(300, &mut Draw(8));
    log.sizes = vec![];
    log.sign();
    log.entries.swap(17, 30);
    let finding = log.verify(&keys::trust()).unwrap_err();
    assert_eq!(finding.to_string(), "entry 17: it was swapped with 30 (the first 0 are proved)");
    assert_eq!(finding.kind.code(), "swapped");
    let mut log = Log::make(300, &mut Draw(9));
    log.cosigned = log.current.clone();
    let finding = log.verify(&keys::trust()).unwrap_err();
    let at = log.history.len();
    assert!(matches!(finding.kind, Kind::BadSignature { which: Which::Known(known), .. } if known == at));
    let expected = format!("older checkpoint {at} is not believed: 0 of 1 witnesses cosigned it");
    assert_eq!(finding.to_string(), expected);
}
