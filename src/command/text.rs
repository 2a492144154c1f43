//! Commands that print what the program knows of itself: `explain`, `completions`, `man`.

use super::Status;
use crate::cli::Cli;
use crate::problem::Code;
use clap::CommandFactory;
use std::io::{self, Write};

/// `dateline explain`: one code, or the list of all.
pub(super) fn explain(code: Option<&str>) -> anyhow::Result<Status> {
    let mut out = io::stdout().lock();
    let Some(text) = code else {
        for code in Code::ALL {
            writeln!(out, "{code}  {}", code.title())?;
        }
        return Ok(Status::Fine);
    };
    let Ok(code) = text.parse::<Code>() else {
        anyhow::bail!("no problem has the code “{text}”; `dateline explain` lists them all");
    };
    writeln!(out, "{code}: {}\n\n{}", code.title(), code.explanation())?;
    Ok(Status::Fine)
}

/// `dateline completions`
pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Status::Fine)
}

/// `dateline man`
pub(super) fn man() -> anyhow::Result<Status> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Status::Fine)
}
