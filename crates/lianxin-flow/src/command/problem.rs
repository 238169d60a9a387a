//! Reading a problem file of either format as the shape it has.

use lianxin_flow::formats::{FormatError, Graph, Instance, Shape, read_dimacs, recognise};
use lianxin_flow::network::Network;

/// A problem of any shape.
pub enum Problem {
    /// One of the special shapes.
    Shape(Shape),
    /// Any other network.
    Network(Network),
}

/// The problem in a file's bytes; with `general` no special shape is looked for.
pub fn read(bytes: &[u8], general: bool) -> Result<Problem, FormatError> {
    match Instance::read(bytes) {
        Ok(instance) => shaped(&instance, general, |instance| instance.network()),
        Err(FormatError::Unknown) => {
            let text = std::str::from_utf8(bytes).map_err(|_| FormatError::Unknown)?;
            shaped(&read_dimacs(text)?, general, |network| Ok(network.clone()))
        }
        Err(why) => Err(why),
    }
}

fn shaped<G: Graph>(
    graph: &G,
    general: bool,
    network: impl Fn(&G) -> Result<Network, FormatError>,
) -> Result<Problem, FormatError> {
    match if general { Shape::General } else { recognise(graph) } {
        Shape::General => network(graph).map(Problem::Network),
        shape => Ok(Problem::Shape(shape)),
    }
}
