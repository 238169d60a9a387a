//! Tiles: paths and shapes of the specification, and a reader that believes only what it has proved.

use lianxin_log::{
    Edge, Frontier, Head, Tile, Tiles, hash,
    proof::{check_consistency, check_inclusion},
    tiles::{self, BadTile, Resource, bundle},
};

use crate::{
    made::{Draw, Stored, stored},
    naive::Naive,
};

#[test]
fn paths_are_those_of_the_specification() {
    let tile = |level, index, width| Tile { level, index, width };
    for (tile, path) in [
        (tile(0, 0, 256), "tile/0/000"),
        (tile(0, 273, 112), "tile/0/273.p/112"),
        (tile(1, 1_234_067, 256), "tile/1/x001/x234/067"),
        (tile(63, 999, 1), "tile/63/999.p/1"),
        (tile(2, 1_000, 255), "tile/2/x001/000.p/255"),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(Resource::parse(path), Some(Resource::Hashes(tile)));
    }
    let entries = tile(0, 1_234_067, 8);
    assert_eq!(entries.entries_path(), "tile/entries/x001/x234/067.p/8");
    assert_eq!(Resource::parse(&entries.entries_path()), Some(Resource::Entries(entries)));
    for wrong in [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/-1/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/entries/0000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(Resource::parse(wrong), None, "{wrong}");
    }
}

/// The example of C2SP tlog-tiles, *Partial Tiles*.
#[test]
fn a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() {
    let all: Vec<Tile> = Tile::all(70_000).collect();
    let full = |level| all.iter().filter(|tile| tile.level == level && tile.is_full()).count();
    let partial: Vec<(u8, u16)> =
        all.iter().filter(|tile| !tile.is_full()).map(|tile| (tile.level, tile.width)).collect();
    assert_eq!((full(0), full(1), full(2)), (273, 1, 0));
    assert_eq!(partial, [(0, 112), (1, 17), (2, 1)]);
    let of_256: Vec<Tile> = Tile::all(256).collect();
    assert_eq!(of_256, [Tile::full(0, 0), Tile { level: 1, index: 0, width: 1 }]);
    assert_eq!(Tile::full(1, 2).span(), 2 * 65_536..3 * 65_536);
    assert_eq!(Tile::full(63, u64::MAX).span(), u64::MAX..u64::MAX);
}

#[test]
fn what_is_added_is_what_differs() {
    let mut draw = Draw(7);
    for _ in 0..200 {
        let (a, b) = (draw.below(200_000) as u64, draw.below(200_000) as u64);
        let (old, new) = (a.min(b), a.max(b));
        let before: std::collections::BTreeSet<Tile> = Tile::all(old).collect();
        let expected: Vec<Tile> = Tile::all(new).filter(|tile| !before.contains(tile)).collect();
        assert_eq!(Tile::added(old, new).collect::<Vec<Tile>>(), expected, "{old} {new}");
    }
}

#[test]
fn the_writer_writes_the_tiles_of_the_tree_and_finds_its_place_again() {
    let naive = Naive::numbered(66_500);
    let mut found = Stored::new();
    let mut edge = Edge::new();
    for (at, leaf) in naive.leaves.iter().enumerate() {
        if at % 9_973 == 0 {
            // A restart: the edge comes from the stored tiles.
            keep(&edge, &mut found);
            edge = Edge::load(at as u64, |tile| found.get(&(tile.level, tile.index)).cloned()).unwrap();
            assert_eq!(edge.head(), Head { size: at as u64, root: naive.root(at) });
        }
        edge.push(*leaf, |tile, hashes| {
            found.insert((tile.level, tile.index), tiles::to_bytes(hashes).to_vec());
        });
    }
    keep(&edge, &mut found);
    let shape: Vec<(u8, u64, usize)> =
        found.iter().map(|((level, index), bytes)| (*level, *index, bytes.len() / 32)).collect();
    let expected: Vec<(u8, u64, usize)> =
        Tile::all(66_500).map(|tile| (tile.level, tile.index, usize::from(tile.width))).collect();
    assert_eq!(shape, expected);
    // A level-1 tile holds the roots of the tiles below it.
    let level_1 = tiles::from_bytes(&found[&(1, 0)], 256).unwrap();
    for (at, hash) in level_1.iter().enumerate() {
        let mut frontier = Frontier::new();
        frontier.extend(naive.leaves[at * 256..(at + 1) * 256].iter().copied());
        assert_eq!(*hash, frontier.root());
    }
}

#[test]
fn a_reader_proves_everything_from_tiles_alone() {
    let mut draw = Draw(8);
    for size in [0, 1, 2, 255, 256, 257, 1_000, 65_535, 65_536, 70_000] {
        let naive = Naive::numbered(size);
        let found = stored(naive.leaves.iter().copied());
        let head = Head { size: size as u64, root: naive.root(size) };
        let mut tiles = Tiles::open(head, fetch(&found)).unwrap();
        assert_eq!(tiles.leaf(head.size), Err(BadTile::Beyond));
        assert_eq!(tiles.root_at(head.size + 1), Err(BadTile::Beyond));
        assert_eq!(tiles.root_at(0), Ok(hash::EMPTY));
        for _ in 0..size.min(40) {
            let at = draw.below(size);
            assert_eq!(tiles.leaf(at as u64), Ok(naive.leaves[at]));
            let path = tiles.inclusion(at as u64).unwrap();
            assert_eq!(path, naive.path(at, size));
            check_inclusion(&naive.leaves[at], at as u64, &head, &path).unwrap();
            assert_eq!(tiles.root_at(at as u64), Ok(naive.root(at)));
            let proof = tiles.consistency(at as u64).unwrap();
            assert_eq!(proof, naive.proof(at, size));
            check_consistency(&Head { size: at as u64, root: naive.root(at) }, &head, &proof).unwrap();
        }
    }
}

#[test]
fn a_reader_refuses_a_tile_with_one_wrong_bit() {
    let mut draw = Draw(9);
    let naive = Naive::numbered(70_000);
    let sound = stored(naive.leaves.iter().copied());
    let head = Head { size: 70_000, root: naive.root(70_000) };
    for tile in Tile::all(70_000).filter(|tile| tile.index % 50 == 0 || !tile.is_full()) {
        let mut found = sound.clone();
        let bytes = found.get_mut(&(tile.level, tile.index)).unwrap();
        let at = draw.below(bytes.len());
        bytes[at] ^= 1 << draw.below(8);
        // The leaf under the changed hash, whatever its level.
        let each = (tile.span().end - tile.span().start) / u64::from(tile.width);
        let leaf = tile.span().start + (at as u64 / 32) * each;
        let refused = match Tiles::open(head, fetch(&found)) {
            Ok(mut tiles) => tiles.leaf(leaf).unwrap_err(),
            Err(bad) => bad,
        };
        let expected = if tile.is_full() { BadTile::Wrong(tile) } else { BadTile::Edge };
        assert_eq!(refused, expected);
    }
    let mut missing = sound.clone();
    missing.remove(&(0, 3));
    let mut tiles = Tiles::open(head, fetch(&missing)).unwrap();
    assert_eq!(tiles.leaf(3 * 256), Err(BadTile::Missing(Tile::full(0, 3))));
    let mut torn = sound.clone();
    torn.insert((0, 3), vec![0; 8_191]);
    let mut tiles = Tiles::open(head, fetch(&torn)).unwrap();
    assert_eq!(tiles.inclusion(3 * 256), Err(BadTile::Torn(Tile::full(0, 3))));
}

#[test]
fn bundles_hold_entries_of_any_bytes() {
    let mut bytes = Vec::new();
    let entries: [&[u8]; 4] = [b"", b"a", b"\0\xff", &[7; bundle::MAX_ENTRY]];
    for entry in entries {
        assert!(bundle::append(&mut bytes, entry));
    }
    assert_eq!(bytes[..5], [0, 0, 0, 1, b'a']);
    assert_eq!(bundle::parse(&bytes).unwrap(), entries);
    assert!(!bundle::append(&mut bytes, &[0; bundle::MAX_ENTRY + 1]));
    assert_eq!(bundle::parse(&bytes).unwrap(), entries, "a refused entry leaves no trace");
    let torn: Vec<Option<&[u8]>> = bundle::entries(&bytes[..8]).collect();
    assert_eq!(torn, [Some(&b""[..]), Some(&b"a"[..]), None]);
    assert_eq!(bundle::parse(&[]), Some(Vec::new()));
}

fn keep(edge: &Edge, found: &mut Stored) {
    for (tile, hashes) in edge.partial() {
        found.insert((tile.level, tile.index), tiles::to_bytes(hashes).to_vec());
    }
}

fn fetch(found: &Stored) -> impl FnMut(Tile) -> Option<Vec<u8>> + '_ {
    |tile| found.get(&(tile.level, tile.index)).cloned()
}
