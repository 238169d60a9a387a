//! Backup and restore.

use std::{fs, io::BufWriter, path::Path, process::ExitCode};

use lianxin_server::engine::backup;
use serde_json::json;

use super::{Outcome, open};
use crate::{config::Effective, out::Out};

/// `lianxin backup FILE`: written beside its name first, so that a broken backup never replaces a good one.
pub async fn backup(config: &Effective, out: &Out, file: &Path) -> Outcome {
    let app = open(config).await?;
    let draft = file.with_extension("part");
    let bar = out.bar("backup");
    let writer = BufWriter::new(fs::File::create(&draft)?);
    let contents = backup::write(&app.db, &app.clock, writer, |table, rows| {
        bar.set_prefix(table.to_owned());
        bar.set_position(rows as u64);
    })
    .await?;
    bar.finish_and_clear();
    backup::check(&fs::read(&draft)?)?;
    fs::rename(&draft, file)?;
    out.say(format!(
        "{}: {} rows of {} tables, read back and whole",
        file.display(),
        contents.rows,
        contents.tables
    ));
    out.say(format!(
        "the keys are not in it: keep {} as well",
        config.server.data_dir.join("keys").display()
    ));
    out.result(&json!({"file": file, "rows": contents.rows}));
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// `lianxin restore FILE`
pub async fn restore(config: &Effective, out: &Out, file: &Path, check_only: bool) -> Outcome {
    let contents = if check_only {
        backup::check(&fs::read(file)?)?
    } else {
        let app = open(config).await?;
        let bytes = fs::read(file)?;
        let bar = out.bar("restore");
        let contents = backup::restore(&app.db, &bytes, |rows| bar.set_position(rows as u64)).await?;
        bar.finish_and_clear();
        // Phones may hold what was taken in after this backup was made: they fetch anew.
        lianxin_server::sync::cursor::begin_life(&app).await?;
        app.close().await;
        contents
    };
    let deed = if check_only { "whole" } else { "restored" };
    out.say(format!("{deed}: {} rows of {} tables", contents.rows, contents.tables));
    out.result(&json!({"rows": contents.rows, "restored": !check_only}));
    Ok(ExitCode::SUCCESS)
}
