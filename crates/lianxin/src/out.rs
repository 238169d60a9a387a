//! What the terminal shows: lines for people or one JSON object for programs, and progress on long work.

use std::{process::ExitCode, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    json: bool,
}

impl Out {
    /// For people, or as JSON.
    pub fn new(json: bool) -> Out {
        Out { json }
    }

    /// A line for people; programs do not see it.
    pub fn say(&self, line: impl AsRef<str>) {
        if !self.json {
            println!("{}", line.as_ref());
        }
    }

    /// The result, for programs.
    pub fn result(&self, result: &Value) {
        if self.json {
            println!("{result:#}");
        }
    }

    /// Says why it failed: exit code 1.
    pub fn failed(&self, why: &dyn std::error::Error) -> ExitCode {
        if self.json {
            println!("{:#}", json!({"error": why.to_string()}));
        } else {
            eprintln!("lianxin: {why}");
        }
        ExitCode::from(1)
    }

    /// A bar on standard error; invisible when that is not a terminal.
    pub fn bar(&self, what: &str) -> ProgressBar {
        let bar = if self.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = ProgressStyle::with_template("{prefix:<24} {wide_bar} {pos}/{len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(what.to_owned());
        bar
    }
}

/// A duration as people read it.
pub fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1000.0) } else { format!("{seconds:.1} s") }
}
