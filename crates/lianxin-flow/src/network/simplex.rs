//! Pivots: an arc enters where it is cheaper, the tightest of its cycle leaves.

use super::tree::{At, Basis, NONE};
use super::{Cut, Flow, Network};
use crate::certificate;

impl Network {
    /// The cheapest flow with its potentials, certificate verified.
    ///
    /// Finite for every network; exponential at the very worst, in practice a small multiple of the arcs in
    /// pivots of O(nodes) each.
    ///
    /// # Errors
    ///
    /// A violated cut when there is no flow.
    ///
    /// # Panics
    ///
    /// If the answer's own certificate is refused, which would be a mistake in this crate.
    pub fn solve(&self) -> Result<Flow, Cut> {
        let arcs = self.edges().len();
        let mut basis = Basis::new(self);
        let mut search = Search { next: 0, block: arcs.isqrt().max(10) };
        while let Some(arc) = search.entering(&basis, arcs) {
            basis.pivot(arc);
        }
        if basis.flow[arcs..].iter().any(|&flow| flow > 0) {
            return Err(cut(self, &basis));
        }
        let mut flows: Vec<i64> = self.edges().iter().map(|edge| edge.lower).collect();
        for (&arc, &flow) in basis.order.iter().zip(&basis.flow) {
            flows[arc as usize] += flow;
        }
        let potentials = basis.potentials();
        let costs =
            self.edges().iter().zip(&flows).map(|(edge, &flow)| i128::from(edge.cost) * i128::from(flow));
        let objective = costs.sum();
        let checked = certificate::check_network(self, &flows, &potentials);
        assert_eq!(checked, Ok(objective), "the solver's own certificate must hold");
        Ok(Flow { flows, potentials, objective })
    }
}

/// Block search: the worst arc of the first block that has a wrong one.
struct Search {
    next: usize,
    block: usize,
}

impl Search {
    fn entering(&mut self, basis: &Basis, arcs: usize) -> Option<usize> {
        let (mut start, mut seen) = (self.next, 0);
        while seen < arcs {
            let end = (start + self.block).min(arcs);
            seen += end - start;
            let worst = basis.worst(start..end);
            start = if end == arcs { 0 } else { end };
            if worst.is_some() {
                self.next = start;
                return worst;
            }
        }
        None
    }
}

impl Basis {
    /// The arc of the range whose flow goes least with its reduced cost.
    fn worst(&self, arcs: std::ops::Range<usize>) -> Option<usize> {
        let ends = self.from[arcs.clone()].iter().zip(&self.to[arcs.clone()]);
        let rest = self.cost[arcs.clone()].iter().zip(&self.at[arcs.clone()]);
        let mut worst = (0, None);
        for (arc, ((&from, &to), (&cost, &at))) in arcs.zip(ends.zip(rest)) {
            let wrong = self.reduced(cost, from, to) * at as i64;
            if wrong > worst.0 {
                worst = (wrong, Some(arc));
            }
        }
        worst.1
    }
}

impl Basis {
    /// Sends as much as fits around the cycle of an entering arc and takes the last blocking tree arc seen
    /// from the cycle's apex out of the tree, which keeps it strongly feasible (Cunningham 1976).
    fn pivot(&mut self, enter: usize) {
        let forward = self.at[enter] == At::Lower;
        let (tail, head) =
            if forward { (self.from[enter], self.to[enter]) } else { (self.to[enter], self.from[enter]) };
        let join = self.join(tail, head);
        let (mut least, mut leave) = (self.room[enter], None);
        let mut node = tail;
        while node != join {
            let arc = self.nodes[node as usize].arc as usize;
            // On this side the flow runs down to the tail.
            let room = if self.upwards(node) { self.flow[arc] } else { self.room[arc] - self.flow[arc] };
            if room < least {
                (least, leave) = (room, Some((node, true)));
            }
            node = self.nodes[node as usize].parent;
        }
        node = head;
        while node != join {
            let arc = self.nodes[node as usize].arc as usize;
            let room = if self.upwards(node) { self.room[arc] - self.flow[arc] } else { self.flow[arc] };
            if room <= least {
                (least, leave) = (room, Some((node, false)));
            }
            node = self.nodes[node as usize].parent;
        }
        self.send(enter, forward, (tail, head, join), least);
        let Some((cut, on_tail_side)) = leave else {
            self.at[enter] = if forward { At::Upper } else { At::Lower };
            return;
        };
        let out = self.nodes[cut as usize].arc as usize;
        self.at[out] = if self.flow[out] == 0 { At::Lower } else { At::Upper };
        self.at[enter] = At::Tree;
        let ends = if on_tail_side { (tail, head) } else { (head, tail) };
        self.rehang(cut, ends, crate::spread::index(enter), join);
    }

    fn send(&mut self, enter: usize, forward: bool, (tail, head, join): (u32, u32, u32), amount: i64) {
        if amount == 0 {
            return;
        }
        self.flow[enter] += if forward { amount } else { -amount };
        for (start, towards) in [(tail, false), (head, true)] {
            let mut node = start;
            while node != join {
                let arc = self.nodes[node as usize].arc as usize;
                self.flow[arc] += if self.upwards(node) == towards { amount } else { -amount };
                node = self.nodes[node as usize].parent;
            }
        }
    }
}

/// All nodes that what cannot be shipped could still reach.
fn cut(network: &Network, basis: &Basis) -> Cut {
    let (nodes, arcs) = (network.supplies().len(), network.edges().len());
    let root = crate::spread::index(nodes);
    let mut starts = vec![0_usize; nodes + 1];
    let ends = |arc: usize| [(basis.from[arc], basis.to[arc]), (basis.to[arc], basis.from[arc])];
    for arc in 0..arcs {
        for (node, _) in ends(arc) {
            starts[node as usize + 1] += 1;
        }
    }
    for node in 0..nodes {
        starts[node + 1] += starts[node];
    }
    let mut fill = starts.clone();
    let mut around = vec![(NONE, 0); 2 * arcs];
    for arc in 0..arcs {
        let room = [basis.room[arc] - basis.flow[arc], basis.flow[arc]];
        for ((node, other), room) in ends(arc).into_iter().zip(room) {
            around[fill[node as usize]] = (other, room);
            fill[node as usize] += 1;
        }
    }
    let mut inside = vec![false; nodes];
    let mut queue: Vec<u32> = (arcs..basis.flow.len())
        .filter(|&arc| basis.flow[arc] > 0 && basis.to[arc] == root)
        .map(|arc| basis.from[arc])
        .collect();
    for &node in &queue {
        inside[node as usize] = true;
    }
    while let Some(node) = queue.pop() {
        for &(other, room) in &around[starts[node as usize]..starts[node as usize + 1]] {
            if room > 0 && !inside[other as usize] {
                inside[other as usize] = true;
                queue.push(other);
            }
        }
    }
    let (mut need, mut room) = (0_i128, 0_i128);
    for edge in network.edges() {
        match (inside[edge.from as usize], inside[edge.to as usize]) {
            (true, false) => room += i128::from(edge.upper),
            (false, true) => need += i128::from(edge.lower),
            _ => {}
        }
    }
    let cut: Vec<u32> = (0..root).filter(|&node| inside[node as usize]).collect();
    need += cut.iter().map(|&node| i128::from(network.supplies()[node as usize])).sum::<i128>();
    Cut { nodes: cut, need, room }
}
