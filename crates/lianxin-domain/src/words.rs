//! Closed sets of words: an enum whose variants have a word of storage and the API, and a Chinese one.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word of storage and the API.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The Chinese word.
            pub fn zh(self) -> &'static str {
                match self { $($name::$variant => $zh,)+ }
            }

            /// The one whose word or Chinese word this is.
            pub fn of(text: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|x| x.word() == text || x.zh() == text)
            }
        }
    };
}
pub(crate) use words;
