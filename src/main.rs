//! The `dateline` program: parse arguments, call a command, choose the exit status.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let status = dateline::command::run(&dateline::cli::Cli::parse());
    ExitCode::from(status as u8)
}
