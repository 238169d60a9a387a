//! The `.bin` instance format, read in place.
//!
//! Little-endian: six 64-bit numbers (magic, nodes n, arcs m, kind, left nodes, right nodes), n 64-bit
//! supplies, then five columns of m 32-bit numbers: from, to, lower, upper, cost.

use super::{FormatError, Graph};
use crate::network::{Edge, Network};

const MAGIC: i64 = 0x4D43_4631;
const HEADER: usize = 48;

/// A `.bin` file in memory; arcs are decoded as they are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'a> {
    supplies: &'a [u8],
    columns: [&'a [u8]; 5],
}

impl<'a> Instance<'a> {
    /// Looks at the header and the length.
    ///
    /// # Errors
    ///
    /// When it is not such a file, or its numbers are not those of a network.
    pub fn read(bytes: &'a [u8]) -> Result<Self, FormatError> {
        if bytes.len() < HEADER || wide(bytes, 0) != MAGIC {
            return Err(FormatError::Unknown);
        }
        let count = |at: usize| usize::try_from(wide(bytes, at)).ok().filter(|&count| count < 1 << 31);
        let (Some(nodes), Some(arcs)) = (count(1), count(2)) else { return Err(FormatError::Length) };
        if bytes.len() != HEADER + 8 * nodes + 20 * arcs {
            return Err(FormatError::Length);
        }
        let (supplies, rest) = bytes[HEADER..].split_at(8 * nodes);
        let column = |at: usize| &rest[4 * arcs * at..4 * arcs * (at + 1)];
        let instance = Self { supplies, columns: std::array::from_fn(column) };
        for arc in 0..arcs {
            if (0..2).any(|end| usize::try_from(instance.number(end, arc)).map_or(true, |node| node >= nodes))
            {
                return Err(FormatError::Misshapen(crate::network::Misshapen::Edge { arc }));
            }
        }
        Ok(instance)
    }

    /// The same as a general network.
    ///
    /// # Errors
    ///
    /// When it is not one.
    pub fn network(&self) -> Result<Network, FormatError> {
        let supplies = (0..self.nodes()).map(|node| self.supply(node)).collect();
        Ok(Network::new(supplies, (0..self.arcs()).map(|arc| self.edge(arc)).collect())?)
    }

    fn number(&self, column: usize, at: usize) -> i32 {
        narrow(self.columns[column], at)
    }
}

impl Graph for Instance<'_> {
    fn nodes(&self) -> usize {
        self.supplies.len() / 8
    }

    fn arcs(&self) -> usize {
        self.columns[0].len() / 4
    }

    fn supply(&self, node: usize) -> i64 {
        wide(self.supplies, node)
    }

    fn edge(&self, arc: usize) -> Edge {
        let node =
            |column: usize| u32::try_from(self.number(column, arc)).expect("ends are checked on reading");
        let wide = |column: usize| i64::from(self.number(column, arc));
        Edge { from: node(0), to: node(1), lower: wide(2), upper: wide(3), cost: wide(4) }
    }
}

fn wide(bytes: &[u8], at: usize) -> i64 {
    let bytes = bytes[8 * at..8 * at + 8].try_into();
    i64::from_le_bytes(bytes.expect("a slice of eight bytes"))
}

fn narrow(bytes: &[u8], at: usize) -> i32 {
    let bytes = bytes[4 * at..4 * at + 4].try_into();
    i32::from_le_bytes(bytes.expect("a slice of four bytes"))
}
