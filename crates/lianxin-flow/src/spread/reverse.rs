//! The arcs by place: which agents may come here.

use super::problem::index;
use super::{Arc, Spread};

/// Who has an arc to a place, and at what cost. The highest bit of `bits` marks one nobody may come by.
#[derive(Clone, Copy, Debug)]
struct Entry {
    bits: u32,
    cost: i32,
}

const SHUT: u32 = 1 << 31;

#[derive(Clone, Debug)]
pub(crate) struct Reverse {
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// Per place the arcs of agents added since; empty as long as there are none.
    late: Vec<Vec<Entry>>,
}

impl Reverse {
    pub(crate) fn new(spread: &Spread) -> Self {
        let mut starts = vec![0_u32; spread.places() + 1];
        for arc in &spread.arcs {
            starts[arc.place() as usize + 1] += 1;
        }
        for at in 0..spread.places() {
            starts[at + 1] += starts[at];
        }
        let mut fill = starts.clone();
        let mut entries = vec![Entry { bits: SHUT, cost: 0 }; spread.arcs()];
        for agent in 0..index(spread.agents()) {
            for &arc in spread.row(agent) {
                let at = &mut fill[arc.place() as usize];
                entries[*at as usize] = Entry::new(agent, arc);
                *at += 1;
            }
        }
        Self { starts, entries, late: Vec::new() }
    }

    /// Agents with a free arc to the place and its cost, ascending by agent.
    pub(crate) fn at(&self, place: u32) -> impl Iterator<Item = (u32, i32)> + '_ {
        let late = self.late.get(place as usize).map_or(&[][..], Vec::as_slice);
        self.entries[self.span(place)]
            .iter()
            .chain(late)
            .filter(|entry| entry.bits & SHUT == 0)
            .map(|entry| (entry.bits, entry.cost))
    }

    /// Takes over an arc's cost and state.
    pub(crate) fn set(&mut self, agent: u32, arc: Arc) {
        let new = Entry::new(agent, arc);
        let span = self.span(arc.place());
        let known = self.entries[span].iter_mut().find(|entry| entry.bits & !SHUT == agent);
        if let Some(entry) = known {
            *entry = new;
            return;
        }
        if self.late.is_empty() {
            self.late.resize_with(self.starts.len() - 1, Vec::new);
        }
        let late = &mut self.late[arc.place() as usize];
        match late.iter_mut().find(|entry| entry.bits & !SHUT == agent) {
            Some(entry) => *entry = new,
            None => late.push(new),
        }
    }

    /// Forgets an arc of an agent added since.
    pub(crate) fn forget(&mut self, agent: u32, place: u32) {
        if let Some(late) = self.late.get_mut(place as usize) {
            late.retain(|entry| entry.bits & !SHUT != agent);
        }
    }

    fn span(&self, place: u32) -> std::ops::Range<usize> {
        self.starts[place as usize] as usize..self.starts[place as usize + 1] as usize
    }
}

impl Entry {
    const fn new(agent: u32, arc: Arc) -> Self {
        let shut = if arc.free() { 0 } else { SHUT };
        Self { bits: agent | shut, cost: arc.cost }
    }
}
