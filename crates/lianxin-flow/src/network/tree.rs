//! The spanning tree of the simplex: parents, children, depths and potentials.

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
    pub(super) parent: Vec<u32>,
    /// The arc between a node and its parent.
    pub(super) arc: Vec<u32>,
    depth: Vec<u32>,
    pub(super) potential: Vec<i64>,
    first_child: Vec<u32>,
    next: Vec<u32>,
    prev: Vec<u32>,
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
            parent: vec![NONE; nodes + 1],
            arc: vec![NONE; nodes + 1],
            depth: vec![1; nodes + 1],
            potential: vec![0; nodes + 1],
            first_child: vec![NONE; nodes + 1],
            next: vec![NONE; nodes + 1],
            prev: vec![NONE; nodes + 1],
            stack: Vec::new(),
            order,
        };
        for edge in network.edges() {
            left[edge.from as usize] -= edge.lower;
            left[edge.to as usize] += edge.lower;
        }
        let root = crate::spread::index(nodes);
        basis.depth[nodes] = 0;
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
            basis.arc[node as usize] = crate::spread::index(arcs) + node;
            basis.potential[node as usize] = if out { -dear } else { dear };
            basis.hang(node, root);
        }
        basis
    }

    pub(super) fn reduced(&self, arc: usize) -> i64 {
        self.cost[arc] + self.potential[self.from[arc] as usize] - self.potential[self.to[arc] as usize]
    }

    /// Whether the node's tree arc points to its parent.
    pub(super) fn upwards(&self, node: u32) -> bool {
        self.from[self.arc[node as usize] as usize] == node
    }

    /// The lowest common ancestor.
    pub(super) fn join(&self, mut left: u32, mut right: u32) -> u32 {
        while left != right {
            if self.depth[left as usize] >= self.depth[right as usize] {
                left = self.parent[left as usize];
            } else {
                right = self.parent[right as usize];
            }
        }
        left
    }

    /// Cuts the subtree above `cut` off its parent and hangs it up by `node`, inside it, on `parent`.
    pub(super) fn rehang(&mut self, cut: u32, node: u32, parent: u32, arc: u32) {
        self.unhang(cut);
        let (mut child, mut above, mut link) = (node, parent, arc);
        loop {
            let old = (self.parent[child as usize], self.arc[child as usize]);
            if child != cut {
                self.unhang(child);
            }
            self.hang(child, above);
            self.arc[child as usize] = link;
            if child == cut {
                break;
            }
            (above, child, link) = (child, old.0, old.1);
        }
        let arc = arc as usize;
        let change = if self.from[arc] == node { -self.reduced(arc) } else { self.reduced(arc) };
        self.stack.push(node);
        while let Some(node) = self.stack.pop() {
            let at = node as usize;
            self.potential[at] += change;
            self.depth[at] = self.depth[self.parent[at] as usize] + 1;
            let mut child = self.first_child[at];
            while child != NONE {
                self.stack.push(child);
                child = self.next[child as usize];
            }
        }
    }

    fn hang(&mut self, node: u32, parent: u32) {
        let first = self.first_child[parent as usize];
        self.parent[node as usize] = parent;
        self.next[node as usize] = first;
        self.prev[node as usize] = NONE;
        if first != NONE {
            self.prev[first as usize] = node;
        }
        self.first_child[parent as usize] = node;
    }

    fn unhang(&mut self, node: u32) {
        let (next, prev) = (self.next[node as usize], self.prev[node as usize]);
        if next != NONE {
            self.prev[next as usize] = prev;
        }
        if prev == NONE {
            self.first_child[self.parent[node as usize] as usize] = next;
        } else {
            self.next[prev as usize] = next;
        }
    }
}

/// An order in which neighbours are far apart, so that a block of arcs is a sample of all of them.
fn mixed(arcs: usize) -> Vec<u32> {
    let stride = arcs.isqrt().max(10);
    let arcs = crate::spread::index(arcs);
    (0..crate::spread::index(stride)).flat_map(|start| (start..arcs).step_by(stride)).collect()
}
