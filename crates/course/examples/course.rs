//! Lints a course folder and, given a second folder, packs into it: `cargo run --example course -- course out`.

use naptime_course::author;
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let dir = arguments.next().unwrap_or_else(|| "course".to_owned());
    for finding in author::lint(Path::new(&dir)) {
        println!("{finding}");
    }
    let Some(out_dir) = arguments.next() else { return ExitCode::SUCCESS };
    match author::pack_dir(Path::new(&dir), Path::new(&out_dir)) {
        Ok(hash) => {
            println!("{hash}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
