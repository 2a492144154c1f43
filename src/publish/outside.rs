//! Links to other sites, looked at with the curl program: cached, one at a time and a host at most once a second.

use crate::problem::{Code, Problem};
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long an answer is believed.
const FRESH: u64 = 7 * 24 * 60 * 60;
/// How long a host is left alone between two questions.
const PAUSE: Duration = Duration::from_secs(1);

/// What an address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// It leads somewhere.
    Alive,
    /// It does not want to be asked by a program: that says nothing of the page.
    Blocked,
    /// There is no such page, or no such host.
    Dead,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Known {
    answer: Answer,
    /// Seconds since 1970.
    asked: u64,
}

/// Looks at every address, each with the page that names it; answers are kept in `cache`.
pub(super) fn dead(links: &BTreeMap<String, String>, cache: &Path) -> anyhow::Result<Vec<Problem>> {
    let file = cache.join("links.json");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let mut known: BTreeMap<String, Known> = serde_json::from_str(&text).unwrap_or_default();
    let mut asked: BTreeMap<String, Instant> = BTreeMap::new();
    let mut problems = Vec::new();
    for (url, page) in links {
        let answer = answer_of(url, &mut known, &mut asked)?;
        if answer == Answer::Dead {
            let hint = format!("an archive may have it: https://web.archive.org/web/{url}");
            let message = format!("“{url}” leads nowhere");
            problems.push(Problem::warning(Code::DeadLink, page, message).hint(hint));
        }
    }
    std::fs::create_dir_all(cache)?;
    std::fs::write(&file, serde_json::to_string_pretty(&known)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(problems)
}

fn answer_of(
    url: &str,
    known: &mut BTreeMap<String, Known>,
    asked: &mut BTreeMap<String, Instant>,
) -> anyhow::Result<Answer> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if let Some(known) = known.get(url).filter(|known| now.saturating_sub(known.asked) < FRESH) {
        return Ok(known.answer);
    }
    let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_default();
    if let Some(last) = asked.get(&host) {
        std::thread::sleep(PAUSE.saturating_sub(last.elapsed()));
    }
    let mut answer = ask(url, true)?;
    if answer == Answer::Dead {
        // Some servers answer a question for the headers alone with an error.
        answer = ask(url, false)?;
    }
    asked.insert(host, Instant::now());
    known.insert(url.to_owned(), Known { answer, asked: now });
    Ok(answer)
}

fn ask(url: &str, headers_alone: bool) -> anyhow::Result<Answer> {
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--location",
        "--max-redirs",
        "10",
        "--max-time",
        "20",
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

/// curl's exit 6 is a host that does not exist; its others (time-outs, certificates) say nothing of the page.
fn judge(exit: Option<i32>, status: &str) -> Answer {
    match (exit, status) {
        (Some(6), _) | (_, "404" | "410") => Answer::Dead,
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
        assert_eq!(judge(Some(6), "000"), Answer::Dead);
        for (exit, status) in [(0, "403"), (0, "429"), (0, "503"), (28, "000"), (60, "000")] {
            assert_eq!(judge(Some(exit), status), Answer::Blocked, "{exit} {status}");
        }
    }
}
