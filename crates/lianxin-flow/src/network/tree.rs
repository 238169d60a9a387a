//! The spanning tree of the simplex: parents, children, sizes and potentials.

use super::Network;

pub(super) const NONE: u32 = u32::MAX;

/// Where an arc's flow is; the number is the sign of a reduced cost that is wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i8)]
pub(super) enum At {
    Lower = -1,
    Tree = 0,
    Upper = 1,
}

/// A node of the tree. What a walk needs lies together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    /// The arc between the node and its parent.
    pub(super) arc: u32,
    /// Nodes in the subtree, this one included.
    size: u32,
    prev: u32,
}

/// Where the tree goes on from a node when all of it is walked.
#[derive(Clone, Copy, Debug)]
struct Links {
    first_child: u32,
    next: u32,
}

impl Node {
    const ALONE: Self = Self { parent: NONE, arc: NONE, size: 1, prev: NONE };
}

/// Arcs in mixed order, shifted to lower bound zero; arc `m + v` is the artificial one between node `v` and
/// the root.
pub(super) struct Basis {
    /// Which arc of the network stands at each position.
    pub(super) order: Vec<u32>,
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) cost: Vec<i64>,
    pub(super) room: Vec<i64>,
    pub(super) flow: Vec<i64>,
    pub(super) at: Vec<At>,
    pub(super) nodes: Vec<Node>,
    links: Vec<Links>,
    /// Only differences count: all potentials drift together, and wrap.
    potential: Vec<i64>,
    stack: Vec<u32>,
}

impl Basis {
    /// All real arcs at their lower bounds, every node hanging on the root by its artificial arc.
    pub(super) fn new(network: &Network) -> Self {
        let (nodes, arcs) = (network.supplies().len(), network.edges().len());
        let mut left = network.supplies().to_vec();
        let order = mixed(arcs);
        let edges = || order.iter().map(|&arc| network.edges()[arc as usize]);
        let mut basis = Self {
            from: edges().map(|edge| edge.from).collect(),
            to: edges().map(|edge| edge.to).collect(),
            cost: edges().map(|edge| edge.cost).collect(),
            room: edges().map(|edge| edge.upper - edge.lower).collect(),
            flow: vec![0; arcs],
            at: vec![At::Lower; arcs],
            nodes: vec![Node::ALONE; nodes + 1],
            links: vec![Links { first_child: NONE, next: NONE }; nodes + 1],
            potential: vec![0; nodes + 1],
            stack: Vec::new(),
            order,
        };
        for edge in network.edges() {
            left[edge.from as usize] -= edge.lower;
            left[edge.to as usize] += edge.lower;
        }
        let root = crate::spread::index(nodes);
        let most = network.edges().iter().map(|edge| edge.cost.abs()).max().unwrap_or(0);
        let dear = (most + 1) * (i64::from(root) + 1);
        for (node, &left) in (0..root).zip(&left) {
            // An arc without flow must point to the root for the tree to be strongly feasible.
            let out = left >= 0;
            basis.from.push(if out { node } else { root });
            basis.to.push(if out { root } else { node });
            basis.cost.push(dear);
            basis.room.push(i64::MAX);
            basis.flow.push(left.abs());
            basis.at.push(At::Tree);
            basis.nodes[node as usize].arc = crate::spread::index(arcs) + node;
            basis.potential[node as usize] = if out { -dear } else { dear };
            basis.hang(node, root);
        }
        basis.nodes[nodes].size = root + 1;
        basis
    }

    /// The potentials of all nodes but the root, whose own is zero.
    pub(super) fn potentials(&self) -> Vec<i64> {
        let (root, others) = self.potential.split_last().expect("there always is a root");
        others.iter().map(|potential| potential.wrapping_sub(*root)).collect()
    }

    /// Cost of the arc, plus the potential where it starts, less that where it ends.
    pub(super) fn reduced(&self, cost: i64, from: u32, to: u32) -> i64 {
        cost.wrapping_add(self.potential[from as usize]).wrapping_sub(self.potential[to as usize])
    }

    /// Whether the node's tree arc points to its parent.
    pub(super) fn upwards(&self, node: u32) -> bool {
        self.from[self.nodes[node as usize].arc as usize] == node
    }

    /// The lowest common ancestor: a subtree lies within the greater ones only.
    pub(super) fn join(&self, mut left: u32, mut right: u32) -> u32 {
        while left != right {
            let (a, b) = (&self.nodes[left as usize], &self.nodes[right as usize]);
            if a.size < b.size {
                left = a.parent;
            } else {
                right = b.parent;
            }
        }
        left
    }

    /// Cuts the subtree above `cut` off its parent and hangs it up by `node`, inside it, on `parent`. Sizes
    /// change below `join` only, where the arc's cycle closes.
    pub(super) fn rehang(&mut self, cut: u32, (node, parent): (u32, u32), arc: u32, join: u32) {
        let (at, root) = (arc as usize, crate::spread::index(self.nodes.len() - 1));
        let reduced = self.reduced(self.cost[at], self.from[at], self.to[at]);
        let change = if self.from[at] == node { reduced.wrapping_neg() } else { reduced };
        let moved = self.nodes[cut as usize].size;
        let mut up = self.nodes[cut as usize].parent;
        self.unhang(cut);
        while up != join {
            self.nodes[up as usize].size -= moved;
            up = self.nodes[up as usize].parent;
        }
        // Only the difference between the two sides counts: the smaller one is shifted.
        if moved <= root / 2 {
            self.shift(cut, change);
        } else {
            self.shift(root, change.wrapping_neg());
        }
        self.turn(cut, node, parent, arc);
        let mut up = parent;
        while up != join {
            self.nodes[up as usize].size += moved;
            up = self.nodes[up as usize].parent;
        }
    }

    /// Makes `node` the top of the tree whose top `cut` was, and hangs it on `parent`.
    fn turn(&mut self, cut: u32, node: u32, parent: u32, arc: u32) {
        let moved = self.nodes[cut as usize].size;
        let (mut child, mut above, mut link, mut rest) = (node, parent, arc, moved);
        loop {
            let old = self.nodes[child as usize];
            if child != cut {
                self.unhang(child);
            }
            self.hang(child, above);
            self.nodes[child as usize].arc = link;
            self.nodes[child as usize].size = rest;
            if child == cut {
                break;
            }
            rest = moved - old.size;
            (above, child, link) = (child, old.parent, old.arc);
        }
    }

    /// Adds this to the potentials of the whole subtree.
    fn shift(&mut self, top: u32, change: i64) {
        self.stack.push(top);
        while let Some(node) = self.stack.pop() {
            let potential = &mut self.potential[node as usize];
            *potential = potential.wrapping_add(change);
            let mut child = self.links[node as usize].first_child;
            while child != NONE {
                self.stack.push(child);
                child = self.links[child as usize].next;
            }
        }
    }

    fn hang(&mut self, node: u32, parent: u32) {
        let first = std::mem::replace(&mut self.links[parent as usize].first_child, node);
        self.links[node as usize].next = first;
        (self.nodes[node as usize].parent, self.nodes[node as usize].prev) = (parent, NONE);
        if first != NONE {
            self.nodes[first as usize].prev = node;
        }
    }

    fn unhang(&mut self, node: u32) {
        let (next, Node { parent, prev, .. }) = (self.links[node as usize].next, self.nodes[node as usize]);
        if next != NONE {
            self.nodes[next as usize].prev = prev;
        }
        if prev == NONE {
            self.links[parent as usize].first_child = next;
        } else {
            self.links[prev as usize].next = next;
        }
    }
}

/// An order in which neighbours are far apart, so that a block of arcs is a sample of all of them.
fn mixed(arcs: usize) -> Vec<u32> {
    let stride = arcs.isqrt().max(10);
    let arcs = crate::spread::index(arcs);
    (0..crate::spread::index(stride)).flat_map(|start| (start..arcs).step_by(stride)).collect()
}
