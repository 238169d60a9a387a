//! Roots and proofs: the vectors of Certificate Transparency, and a naive tree at every small size.

use lianxin_log::{
    Frontier, Hash, Head, hash,
    proof::{self, Refusal, check_consistency, check_inclusion},
};

use crate::{made::Draw, naive::Naive};

/// The leaves of the reference tree of google/certificate-transparency, `merkletree/merkle_tree_test.cc`
/// (also transparency-dev/merkle, `testonly/constants.go`).
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// Its roots at sizes 0 to 8, from the same place.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Its inclusion proofs: index, size, hashes.
const INCLUSION: [(u64, u64, &[&str]); 4] = [
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

/// Its consistency proofs: old size, new size, hashes.
const CONSISTENCY: [(u64, u64, &[&str]); 5] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
];

#[test]
fn the_reference_tree_has_the_published_roots_and_proofs() {
    let leaves: Vec<Hash> = LEAVES.iter().map(|entry| hash::leaf(entry)).collect();
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), hex(ROOTS[0]));
    for (leaf, root) in leaves.iter().zip(&ROOTS[1..]) {
        frontier.push(*leaf);
        assert_eq!(frontier.root(), hex(root));
    }
    let naive = Naive::new(leaves.clone());
    let node = nodes(&naive);
    for (index, size, hashes) in INCLUSION {
        let published: Vec<Hash> = hashes.iter().map(|text| hex(text)).collect();
        assert_eq!(proof::inclusion(index, size, &node).unwrap(), published);
        let head = Head { size, root: hex(ROOTS[size as usize]) };
        check_inclusion(&leaves[index as usize], index, &head, &published).unwrap();
    }
    for (old, new, hashes) in CONSISTENCY {
        let published: Vec<Hash> = hashes.iter().map(|text| hex(text)).collect();
        assert_eq!(proof::consistency(old, new, &node).unwrap(), published);
        let head = |size| Head { size, root: hex(ROOTS[size as usize]) };
        check_consistency(&head(old), &head(new), &published).unwrap();
    }
}

#[test]
fn every_size_up_to_three_hundred_agrees_with_the_naive_tree() {
    const END: usize = 300;
    let naive = Naive::numbered(END);
    let node = nodes(&naive);
    let mut frontier = Frontier::new();
    for size in 1..=END {
        frontier.push(naive.leaves[size - 1]);
        let head = Head { size: size as u64, root: naive.root(size) };
        assert_eq!(frontier.head(), head);
        assert_eq!(proof::root(head.size, &node), Some(head.root));
        let parts = Frontier::from_parts(frontier.size(), frontier.roots().to_vec());
        assert_eq!(parts.as_ref(), Some(&frontier));
        for at in 0..size {
            let path = proof::inclusion(at as u64, head.size, &node).unwrap();
            assert_eq!(path, naive.path(at, size));
            check_inclusion(&naive.leaves[at], at as u64, &head, &path).unwrap();
            let old = Head { size: at as u64, root: naive.root(at) };
            let proof = proof::consistency(old.size, head.size, &node).unwrap();
            assert_eq!(proof, naive.proof(at, size));
            check_consistency(&old, &head, &proof).unwrap();
        }
        check_consistency(&head, &head, &[]).unwrap();
    }
}

#[test]
fn large_trees_agree_with_the_naive_tree() {
    let mut draw = Draw(6962);
    let naive = Naive::numbered(100_000);
    let node = nodes(&naive);
    for _ in 0..300 {
        let size = 1 + draw.below(naive.leaves.len());
        let (at, head) = (draw.below(size), Head { size: size as u64, root: naive.root(size) });
        let path = proof::inclusion(at as u64, head.size, &node).unwrap();
        assert_eq!(path, naive.path(at, size));
        check_inclusion(&naive.leaves[at], at as u64, &head, &path).unwrap();
        let old = Head { size: at as u64, root: naive.root(at) };
        let proof = proof::consistency(old.size, head.size, &node).unwrap();
        assert_eq!(proof, naive.proof(at, size));
        check_consistency(&old, &head, &proof).unwrap();
    }
}

#[test]
fn a_proof_proves_nothing_else() {
    let mut draw = Draw(9162);
    let naive = Naive::numbered(300);
    for _ in 0..3_000 {
        let size = 2 + draw.below(299);
        let at = draw.below(size);
        let head = Head { size: size as u64, root: naive.root(size) };
        let old = Head { size: at as u64, root: naive.root(at) };
        let mut path = naive.path(at, size);
        let mut proof = naive.proof(at, size);
        let leaf = naive.leaves[at];
        // Another leaf, another place, another size, another root.
        let other = naive.leaves[(at + 1) % size];
        assert_eq!(check_inclusion(&other, at as u64, &head, &path), Err(Refusal::Root));
        let place = draw.below(size) as u64;
        assert!(place == at as u64 || check_inclusion(&leaf, place, &head, &path).is_err());
        let wrong = Head { size: head.size, root: flipped(&head.root, &mut draw) };
        assert_eq!(check_inclusion(&leaf, at as u64, &wrong, &path), Err(Refusal::Root));
        assert_eq!(check_inclusion(&leaf, head.size, &head, &path), Err(Refusal::Sizes));
        assert!(check_consistency(&old, &wrong, &proof).is_err() || at == 0);
        let wrong = Head { size: old.size, root: flipped(&old.root, &mut draw) };
        assert!(check_consistency(&wrong, &head, &proof).is_err());
        assert_eq!(check_consistency(&head, &old, &proof), Err(Refusal::Sizes));
        // One hash changed, one too many, one too few.
        spoil(&mut path, &mut draw);
        assert!(check_inclusion(&leaf, at as u64, &head, &path).is_err());
        spoil(&mut proof, &mut draw);
        assert!(check_consistency(&old, &head, &proof).is_err());
    }
}

/// Changes a proof in one of the ways there are.
fn spoil(proof: &mut Vec<Hash>, draw: &mut Draw) {
    let at = draw.below(proof.len() + 1);
    match draw.below(3) {
        0 if at < proof.len() => {
            proof.remove(at);
        }
        1 if at < proof.len() => proof[at] = flipped(&proof[at], draw),
        _ => proof.insert(at, hash::leaf(&draw.bytes(8))),
    }
}

fn flipped(hash: &Hash, draw: &mut Draw) -> Hash {
    let mut hash = *hash;
    hash[draw.below(32)] ^= 1 << draw.below(8);
    hash
}

/// Perfect subtrees of a naive tree.
fn nodes(naive: &Naive) -> impl Fn(u32, u64) -> Option<Hash> + '_ {
    |height, index| {
        let (from, to) = ((index << height) as usize, ((index + 1) << height) as usize);
        (to <= naive.leaves.len()).then(|| naive.mth(from, to))
    }
}

fn hex(text: &str) -> Hash {
    let byte = |at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    std::array::from_fn(byte)
}
