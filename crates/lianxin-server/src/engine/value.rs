//! What can be bound to a statement: the few types that both engines store alike.

use lianxin_domain::{day::Day, places::PlaceCode};
use uuid::Uuid;

/// A bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number, an instant in milliseconds, or a truth as 0 or 1.
    Int(i64),
    /// Text.
    Text(String),
    /// An id, or none.
    Id(Option<Uuid>),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! into_value {
    ($($from:ty, $x:ident => $to:expr;)+) => {
        $(impl From<$from> for Value { fn from($x: $from) -> Value { $to } })+
    };
}

into_value! {
    i64, x => Value::Int(x);
    u32, x => Value::Int(i64::from(x));
    bool, x => Value::Int(i64::from(x));
    &str, x => Value::Text(x.to_owned());
    String, x => Value::Text(x);
    &String, x => Value::Text(x.clone());
    &PlaceCode, x => Value::Text(x.as_str().to_owned());
    Day, x => Value::Text(x.to_string());
    Uuid, x => Value::Id(Some(x));
    Option<Uuid>, x => Value::Id(x);
    Vec<u8>, x => Value::Bytes(x);
}

/// `args![county, id, 3]`: the bound values of one statement.
#[macro_export]
macro_rules! args {
    ($($x:expr),* $(,)?) => { [$($crate::engine::value::Value::from($x)),*] };
}
