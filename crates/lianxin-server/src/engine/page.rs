//! Lists by keyset: `{items, next}`, where `next` is an opaque cursor that names the last row's sort key.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Ref, RefOr, Schema,
        schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type},
    },
};

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Pass it as `after` to go on; absent at the end.
    pub next: Option<String>,
}

/// By hand, as the derived schema of a generic type leaves its rows' schema out of the document.
impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new().items(Ref::from_schema_name(T::name()));
        let next = ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        let page = ObjectBuilder::new().property("items", items).required("items").property("next", next);
        page.description(Some("One page of a list; pass `next` as `after` to go on.")).into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

/// Where to go on and how many rows to give.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Paging {
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200; 50 unless told.
    pub limit: Option<String>,
}

impl Paging {
    /// Rows to give.
    pub fn limit(&self) -> i64 {
        self.limit.as_deref().and_then(|text| text.parse().ok()).unwrap_or(50).clamp(1, 200)
    }

    /// The parts of the cursor: exactly `N` texts, all empty at the start or when the cursor is not ours.
    pub fn after<const N: usize>(&self) -> [String; N] {
        let parts = self.after.as_deref().and_then(|text| {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let parts: Vec<String> = serde_json::from_slice(&bytes).ok()?;
            parts.try_into().ok()
        });
        parts.unwrap_or_else(|| std::array::from_fn(|_| String::new()))
    }
}

impl<T> Page<T> {
    /// Makes a page from up to `limit + 1` rows: the one too many says that there is more.
    pub fn cut<R, const N: usize>(
        mut rows: Vec<R>,
        limit: i64,
        key: impl Fn(&R) -> [String; N],
        finish: impl FnMut(R) -> T,
    ) -> Page<T> {
        let limit = usize::try_from(limit).unwrap_or(50);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(&key(last)));
        Page { items: rows.into_iter().map(finish).collect(), next }
    }
}

/// The opaque cursor of a sort key.
pub fn cursor(parts: &[String]) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(parts).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_a_foreign_one_starts_anew() {
        let page = Page::cut(vec!["甲", "乙", "丙"], 2, |row| [(*row).to_owned()], |row| row);
        assert_eq!(page.items, ["甲", "乙"]);
        let again = Paging { after: page.next, limit: None };
        assert_eq!(again.after::<1>(), ["乙"]);
        assert_eq!(again.after::<2>(), ["", ""]);
        assert_eq!(Paging { after: Some("…".into()), limit: None }.after::<1>(), [""]);
    }
}
