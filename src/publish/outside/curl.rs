//! One question to one address, by the curl program.

use anyhow::bail;
use serde::{Deserialize, Serialize};
use std::process::Command;

/// Seconds after which an address has not answered.
const PATIENCE: &str = "20";

/// What an address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answer {
    /// It leads somewhere.
    Alive,
    /// It does not want to be asked by a program: that says nothing of the page.
    Blocked,
    /// There is no such page, or no such host.
    Dead,
    /// It let the question run out of time: that says nothing of the page either.
    Silent,
    /// Its host was not found: it is gone, or this machine is offline.
    Unfound,
}

/// Asks for the headers alone, and for the whole page where they say that there is none.
pub(super) fn answer_of(url: &str) -> anyhow::Result<Answer> {
    match ask(url, true)? {
        // Some servers answer a question for the headers alone with an error.
        Answer::Dead => ask(url, false),
        answer => Ok(answer),
    }
}

fn ask(url: &str, headers_alone: bool) -> anyhow::Result<Answer> {
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--location",
        "--max-redirs",
        "10",
        "--max-time",
        PATIENCE,
        "--proto",
        "=http,https",
    ]);
    curl.args([
        "--output",
        if cfg!(windows) { "NUL" } else { "/dev/null" },
        "--write-out",
        "%{http_code}",
    ]);
    curl.args(["--user-agent", concat!("dateline/", env!("CARGO_PKG_VERSION"), " (link check)")]);
    if headers_alone {
        curl.arg("--head");
    }
    let output = match curl.arg("--").arg(url).output() {
        Ok(output) => output,
        Err(error) => bail!("the curl program is needed for --links and could not be run: {error}"),
    };
    let status = String::from_utf8_lossy(&output.stdout);
    Ok(judge(output.status.code(), status.trim()))
}

/// curl's exit 6 is a host that does not exist, 28 one that took too long; its others (certificates, refusals) say nothing of
/// the page.
fn judge(exit: Option<i32>, status: &str) -> Answer {
    match (exit, status) {
        (Some(6), _) => Answer::Unfound,
        (Some(28), _) => Answer::Silent,
        (_, "404" | "410") => Answer::Dead,
        (Some(0), status) if status.starts_with(['2', '3']) => Answer::Alive,
        _ => Answer::Blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocked_is_not_dead() {
        assert_eq!(judge(Some(0), "200"), Answer::Alive);
        assert_eq!(judge(Some(0), "404"), Answer::Dead);
        assert_eq!(judge(Some(6), "000"), Answer::Unfound);
        assert_eq!(judge(Some(28), "000"), Answer::Silent);
        for (exit, status) in [(0, "403"), (0, "429"), (0, "503"), (60, "000")] {
            assert_eq!(judge(Some(exit), status), Answer::Blocked, "{exit} {status}");
        }
    }
}
