//! How it stands with a record and with a promise.

use serde::{Deserialize, Serialize};

use crate::people::words::words;

words! {
    /// Whether a record still counts.
    RecordState {
        /// It counts.
        Stands = "stands", "有效";
        /// Another one corrects it.
        Corrected = "corrected", "已更正";
        /// Its author took it back.
        Withdrawn = "withdrawn", "已撤回";
    }
}

words! {
    /// How it stands with a promise.
    PromiseState {
        /// Not kept yet.
        Open = "open", "未兑现";
        /// Kept on a day.
        Kept = "kept", "已兑现";
        /// Its visit no longer stands.
        Withdrawn = "withdrawn", "已撤回";
    }
}
