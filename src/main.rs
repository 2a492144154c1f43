//! The `dateline` program: parse arguments, call a command, print problems, choose the exit code.

fn main() {}
