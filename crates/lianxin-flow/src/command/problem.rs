//! Reading a problem file of either format as the shape it has.

use lianxin_flow::formats::{FormatError, Instance, Shape, read_dimacs, recognise};
use lianxin_flow::network::Network;

/// A problem of any shape.
pub enum Problem {
    /// One of the special shapes.
    Shape(Shape),
    /// Any other network.
    Network(Network),
}

/// The problem in a file's bytes.
pub fn read(bytes: &[u8]) -> Result<Problem, FormatError> {
    match Instance::read(bytes) {
        Ok(instance) => match recognise(&instance) {
            Shape::General => Ok(Problem::Network(instance.network()?)),
            shape => Ok(Problem::Shape(shape)),
        },
        Err(FormatError::Unknown) => {
            let text = std::str::from_utf8(bytes).map_err(|_| FormatError::Unknown)?;
            let network = read_dimacs(text)?;
            match recognise(&network) {
                Shape::General => Ok(Problem::Network(network)),
                shape => Ok(Problem::Shape(shape)),
            }
        }
        Err(why) => Err(why),
    }
}
