//! `dateline inspect`: what was read from one file, and why.

use super::{Shared, Status};
use std::path::Path;

pub(super) fn run(_shared: &Shared, _file: &Path) -> anyhow::Result<Status> {
    Ok(Status::Fine)
}
