//! RFC 6962 as it is written: `MTH`, `PATH` and `PROOF` by recursion over lists.

use std::{cell::RefCell, collections::HashMap};

use lianxin_log::{Hash, hash};

/// A list of leaves; the hash of a range is remembered, so that many proofs of one list stay quick.
pub struct Naive {
    pub leaves: Vec<Hash>,
    known: RefCell<HashMap<(usize, usize), Hash>>,
}

impl Naive {
    pub fn new(leaves: Vec<Hash>) -> Naive {
        Naive { leaves, known: RefCell::new(HashMap::new()) }
    }

    pub fn numbered(size: usize) -> Naive {
        Naive::new((0..size).map(|at| hash::leaf(format!("{at}").as_bytes())).collect())
    }

    pub fn root(&self, size: usize) -> Hash {
        if size == 0 { hash::EMPTY } else { self.mth(0, size) }
    }

    pub fn mth(&self, from: usize, to: usize) -> Hash {
        if to - from == 1 {
            return self.leaves[from];
        }
        if let Some(hash) = self.known.borrow().get(&(from, to)) {
            return *hash;
        }
        let k = from + below(to - from);
        let found = hash::node(&self.mth(from, k), &self.mth(k, to));
        self.known.borrow_mut().insert((from, to), found);
        found
    }

    pub fn path(&self, m: usize, size: usize) -> Vec<Hash> {
        self.path_in(m, 0, size)
    }

    fn path_in(&self, m: usize, from: usize, to: usize) -> Vec<Hash> {
        if to - from == 1 {
            return Vec::new();
        }
        let k = from + below(to - from);
        let (mut path, last) = if m < k {
            (self.path_in(m, from, k), self.mth(k, to))
        } else {
            (self.path_in(m, k, to), self.mth(from, k))
        };
        path.push(last);
        path
    }

    pub fn proof(&self, m: usize, size: usize) -> Vec<Hash> {
        if m == 0 { Vec::new() } else { self.subproof(m, 0, size, true) }
    }

    fn subproof(&self, m: usize, from: usize, to: usize, whole: bool) -> Vec<Hash> {
        if m == to {
            return if whole { Vec::new() } else { vec![self.mth(from, to)] };
        }
        let k = from + below(to - from);
        let (mut proof, last) = if m <= k {
            (self.subproof(m, from, k, whole), self.mth(k, to))
        } else {
            (self.subproof(m, k, to, false), self.mth(from, k))
        };
        proof.push(last);
        proof
    }
}

/// The largest power of two below n.
fn below(n: usize) -> usize {
    let mut k = 1;
    while 2 * k < n {
        k *= 2;
    }
    k
}
