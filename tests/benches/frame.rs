//! The first picture of a workspace as the bytes that the window gets:
//! `cargo bench -p atlas-tests --bench frame -- WORKSPACE OUT`.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;

use atlas_session::dto::ViewSpec;
use atlas_session::{Access, Job, Session};

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let [workspace, out] = given.as_slice() else {
        println!("name a workspace and a file to write; `./x bench frames` makes both");
        return ExitCode::SUCCESS;
    };
    let job = Job::default();
    let bytes = Session::open(Path::new(workspace), Access::Write)
        .and_then(|session| session.scene_bytes(&ViewSpec::default(), &job));
    match bytes.map(|b| std::fs::write(out, b)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(e)) => failed(&format!("{out}: {e}")),
        Err(e) => failed(&e.message),
    }
}

fn failed(why: &str) -> ExitCode {
    println!("{why}");
    ExitCode::FAILURE
}
