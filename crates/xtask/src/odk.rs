//! The form of a visit before the judges of its own world: ODK Validate, which comes with pyxform, accepts it, and JavaRosa,
//! the engine inside ODK Collect, fills it in and writes the very submission that the server's tests send.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bench::instances::venv,
    machine::needs,
    sh::{Done, command, output, root, run, target},
};

const PYXFORM: &str = "pyxform==4.5.0";
/// Prints where pyxform keeps ODK Validate.
const WHERE: &str = "import pyxform, pathlib; \
                     print(pathlib.Path(pyxform.__file__).parent / 'validators/odk_validate/bin/ODK_Validate.jar')";
/// What ODK Validate must refuse, so that its silence means something: a question about a field that is not there.
const SPOILT: (&str, &str) = ("<select1 ref=\"/data/village\"", "<select1 ref=\"/data/nowhere\"");
/// As OkHttp, the client inside ODK Collect, marks the parts.
const BOUNDARY: &str = "5b1d7f3e-8a52-4f0e-9c1d-2a7e6f4b3c90";

/// `cargo xtask odk [bless]`: bless writes the submission again, after the form has changed.
pub fn odk(args: &[String]) -> Done {
    needs("javac", &["default-jdk-headless"])?;
    let python = venv(&[PYXFORM])?;
    let jar = output(&mut command(&python.display().to_string(), &["-c", WHERE]))?;
    let jar = PathBuf::from(jar.trim());
    let form = root().join("docs/visit.xform.xml");
    validated(&jar, &form)?;
    let submission = framed(&filled_in(&jar, &form)?);
    let file = root().join("fixtures/odk/submission.multipart");
    if args.iter().any(|arg| arg == "bless") {
        fs::write(&file, &submission).map_err(|why| why.to_string())?;
    }
    if fs::read_to_string(&file).unwrap_or_default() != submission {
        return Err(format!(
            "JavaRosa fills the form in otherwise than {} says: run `cargo xtask odk bless`, then the server's tests",
            file.display()
        ));
    }
    println!("ODK Validate accepts the form of a visit; JavaRosa fills it in as the stored submission says");
    Ok(())
}

fn validated(jar: &Path, form: &Path) -> Done {
    run(java(&["-jar"]).arg(jar).arg(form))?;
    let text = fs::read_to_string(form).map_err(|why| format!("{}: {why}", form.display()))?;
    let spoilt = target().join("spoilt.xform.xml");
    fs::write(&spoilt, text.replace(SPOILT.0, SPOILT.1)).map_err(|why| why.to_string())?;
    let judged = java(&["-jar"]).arg(jar).arg(&spoilt).output().map_err(|why| format!("java: {why}"))?;
    match judged.status.success() {
        true => Err(format!("ODK Validate accepts even {}: it judges nothing", spoilt.display())),
        false => Ok(()),
    }
}

/// What JavaRosa writes for the answers of the fixture.
fn filled_in(jar: &Path, form: &Path) -> Done<String> {
    let folder = root().join("fixtures/odk");
    let mut fill = java(&["-Dfile.encoding=UTF-8", "-cp"]);
    fill.arg(jar).arg(folder.join("FillIn.java")).arg(form).arg(&folder).arg(folder.join("answers.txt"));
    output(&mut fill)
}

/// The request's body as ODK Collect sends it.
fn framed(xml: &str) -> String {
    format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; \
         filename=\"走访记录_2026-07-01_09-00-00.xml\"\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{xml}\r\n\
         --{BOUNDARY}--\r\n",
        xml.len()
    )
}

fn java(args: &[&str]) -> Command {
    command("java", args)
}
