//! `lianxin replay-draw FILE`: needs no installation.

use std::{fs, path::Path, process::ExitCode, time::Instant};

use lianxin_domain::satisfaction::draw::{hex, replay as again};
use serde_json::json;

use super::Outcome;
use crate::out::{Out, seconds};

/// Draws again from a draw's file.
pub fn replay(out: &Out, file: &Path) -> Outcome {
    let text = fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let begun = Instant::now();
    let draw = again(&text).map_err(|why| format!("{}: refused: {why}", file.display()))?;
    let units: u64 = draw.statement.cells.iter().map(|cell| cell.size).sum();
    let drawn: usize = draw.drawn.iter().map(Vec::len).sum();
    let (statement, committed) = (hex(&draw.statement.digest()), hex(&draw.commitment));
    out.say(format!("{}: sound, drawn again in {}", file.display(), seconds(begun.elapsed())));
    out.say(format!(
        "{} households in {} strata, committed to as {committed}",
        units,
        draw.statement.cells.len()
    ));
    match &draw.seed {
        Some(seed) => out.say(format!("the seed {} draws the {drawn} that the file names", hex(seed))),
        None => out.say("the second secret is not given yet: nobody is drawn"),
    }
    let seed = draw.seed.as_ref().map(|seed| hex(seed));
    out.result(&json!({
        "ok": true, "statement": statement, "commitment": committed, "seed": seed, "units": units, "drawn": drawn,
    }));
    Ok(ExitCode::SUCCESS)
}
