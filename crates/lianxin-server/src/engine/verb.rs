//! Verbs: the one list from which the router, the OpenAPI document, the access table and the audit names are made.

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, request::Parts},
    routing::{MethodFilter, MethodRouter, on},
};
use lianxin_domain::access::Right;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::error::{Error, Result, codes};
use crate::app::App;

/// Who may call a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gatekeeper {
    /// Anyone, signed in or not.
    Open,
    /// Whoever holds the right where the verb's target lies.
    Right(Right),
}

/// One thing that can be done over HTTP.
pub struct Verb {
    /// `area.thing.deed`: the audit's and the access table's name.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path under `/api/v1`.
    pub path: &'static str,
    /// Who may call it.
    pub gate: Gatekeeper,
    /// What it gives, in a line.
    pub doc: &'static str,
    /// Query parameters: name and meaning.
    pub query: &'static [(&'static str, &'static str)],
    /// The body that it takes.
    pub takes: Option<Shape>,
    /// The body that it gives.
    pub gives: Option<Shape>,
    /// Where it gives or takes something else than JSON: the media type.
    pub media: Option<&'static str>,
    route: MethodRouter<App>,
}

/// A JSON type's schema and those it refers to.
pub struct Shape {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: RefOr<Schema>,
    /// The named schemas inside it.
    pub parts: Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    fn of<T: ToSchema>() -> Shape {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        Shape { name: T::name().into_owned(), schema: <T as PartialSchema>::schema(), parts }
    }
}

/// The verb that a request called, for the extractors.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    /// Its name.
    pub name: &'static str,
    /// Its right; open verbs have none, and their handlers take neither `Look` nor `Act`.
    pub right: Right,
}

impl Called {
    /// The verb of a request.
    pub fn of(parts: &Parts) -> Result<Called> {
        parts.extensions.get::<Called>().copied().ok_or_else(|| Error::refused(codes::NOT_FOUND))
    }
}

macro_rules! methods {
    ($($make:ident, $method:ident;)+) => { $(
        #[doc = concat!("A verb by ", stringify!($method), ".")]
        pub fn $make<H: Handler<T, App>, T: 'static>(
            name: &'static str, path: &'static str, right: Right, doc: &'static str, handler: H,
        ) -> Verb {
            Verb::new(name, Method::$method, path, Gatekeeper::Right(right), doc, on(MethodFilter::$method, handler))
        }
    )+ };
}

impl Verb {
    methods! { get, GET; post, POST; put, PUT; patch, PATCH; delete, DELETE; }

    fn new(
        name: &'static str,
        method: Method,
        path: &'static str,
        gate: Gatekeeper,
        doc: &'static str,
        route: MethodRouter<App>,
    ) -> Verb {
        let route = match gate {
            Gatekeeper::Open => route,
            Gatekeeper::Right(right) => route.layer(Extension(Called { name, right })),
        };
        Verb { name, method, path, gate, doc, query: &[], takes: None, gives: None, media: None, route }
    }

    /// A verb that anyone may call.
    pub fn open<H: Handler<T, App>, T: 'static>(
        method: Method,
        name: &'static str,
        path: &'static str,
        doc: &'static str,
        handler: H,
    ) -> Verb {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        Verb::new(name, method, path, Gatekeeper::Open, doc, on(filter, handler))
    }

    /// Says which JSON body it takes.
    pub fn takes<T: ToSchema>(mut self) -> Verb {
        self.takes = Some(Shape::of::<T>());
        self
    }

    /// Says which JSON body it gives.
    pub fn gives<T: ToSchema>(mut self) -> Verb {
        let mut shape = Shape::of::<T>();
        if shape.name.starts_with("Page") {
            let words = self.name.split(['.', '_']).map(|word| word[..1].to_uppercase() + &word[1..]);
            shape.name = words.collect::<String>() + "Page";
        }
        self.gives = Some(shape);
        self
    }

    /// Says which query parameters it reads.
    pub fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Verb {
        self.query = query;
        self
    }

    /// Says that it gives (GET) or takes (POST, PUT) a file of this media type.
    pub fn media(mut self, media: &'static str) -> Verb {
        self.media = Some(media);
        self
    }

    /// Takes a body of up to so many bytes instead of the usual few megabytes.
    pub fn body_limit(mut self, bytes: usize) -> Verb {
        self.route = self.route.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// Whether it changes anything.
    pub fn writes(&self) -> bool {
        self.method != Method::GET
    }
}

/// The router of all verbs under `/api/v1`.
pub fn router(verbs: Vec<Verb>) -> Router<App> {
    verbs.into_iter().fold(Router::new(), |router, verb| router.route(verb.path, verb.route))
}
