//! One question to one address, by the curl program.

use anyhow::bail;
use serde::{Deserialize, Serialize};
use std::process::Command;

/// Seconds after which an address has not answered.
const PATIENCE: &str = "20";

/// What an address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answer {
    /// It leads somewhere.
    Alive,
    /// It does not want to be asked by a program: that says nothing of the page.
    Blocked,
    /// There is no such page.
    Dead,
    /// Its server has an error: that says nothing of the page either.
    Failed,
    /// It redirects without end.
    Looping,
    /// Nothing listens there: it is gone, or this machine is offline.
    Refused,
    /// It let the question run out of time, or hung up.
    Silent,
    /// Its host was not found: it is gone, or this machine is offline.
    Unfound,
    /// It cannot prove who it is.
    Untrusted,
}

impl Answer {
    /// Whether the same is to be expected for a while.
    pub(super) fn lasts(self) -> bool {
        !matches!(self, Self::Failed | Self::Silent)
    }
}

/// Asks for the headers alone, and for the whole page where they say that there is none.
pub(super) fn answer_of(url: &str) -> anyhow::Result<Answer> {
    match ask(url, true)? {
        // Some servers answer a question for the headers alone with an error.
        Answer::Dead | Answer::Failed => ask(url, false),
        answer => Ok(answer),
    }
}

fn ask(url: &str, headers_alone: bool) -> anyhow::Result<Answer> {
    let mut curl = Command::new("curl");
    curl.args([
        // Neither a person's own settings nor patterns in an address make it ask anything else.
        "--disable",
        "--globoff",
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

/// What curl's exit status, <https://curl.se/docs/manpage.html#EXIT>, and the server's tell.
fn judge(exit: Option<i32>, status: &str) -> Answer {
    match (exit, status) {
        (Some(6), _) => Answer::Unfound,
        (Some(7), _) => Answer::Refused,
        (Some(47), _) => Answer::Looping,
        (Some(35 | 51 | 53 | 54 | 58 | 59 | 60 | 83 | 90 | 91), _) => Answer::Untrusted,
        (_, "404" | "410") => Answer::Dead,
        (Some(0), "503") => Answer::Blocked,
        (Some(0), "405") => Answer::Failed,
        (Some(0), status) if status.starts_with(['2', '3']) => Answer::Alive,
        (Some(0), status) if status.starts_with('5') => Answer::Failed,
        (Some(0), _) => Answer::Blocked,
        _ => Answer::Silent,
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
        assert_eq!(judge(Some(7), "000"), Answer::Refused);
        assert_eq!(judge(Some(28), "000"), Answer::Silent);
        assert_eq!(judge(Some(47), "302"), Answer::Looping);
        assert_eq!(judge(Some(52), "000"), Answer::Silent);
        assert_eq!(judge(Some(60), "000"), Answer::Untrusted);
        assert_eq!(judge(Some(0), "500"), Answer::Failed);
        for status in ["401", "403", "429", "503"] {
            assert_eq!(judge(Some(0), status), Answer::Blocked, "{status}");
        }
    }
}
