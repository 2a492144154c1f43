//! Whose an article file is: ours to rewrite, or a person's; and which file is which scrape's.
//!
//! A file whose `normalised` digest matches is as we wrote it and follows its scrape. Once it does not, a person has edited
//! it, and it is never written again. A file is matched to its scrape by `scrape.path` and `part`, then by `scrape.digest`,
//! then, once edited, by its words; never by its name, so that it may be renamed and moved.

mod likeness;

use super::{Article, ScrapeRef};
use crate::problem::{Code, Problem};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// An article file as it stands on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDisk {
    /// Relative to the root.
    pub path: String,
    /// The scrape it names; `None` in a hand-written article.
    pub scrape: Option<ScrapeRef>,
    /// Whether it is as we wrote it.
    pub ours: bool,
    /// The digest it names as ours, whether it still matches or not.
    pub normalised: Option<String>,
}

/// A normalisation that a scrape has now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fresh {
    /// Which scrape it was made from.
    pub scrape: ScrapeRef,
    /// Its seal: the `normalised` of the file that it would be.
    pub normalised: String,
}

/// The articles behind files and normalisations, for what their seals alone do not tell: asked for seldom.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// What a file on disk holds.
    pub file: &'a dyn Fn(&str) -> Option<Article>,
    /// What the normalisation with this index is.
    pub fresh: &'a dyn Fn(usize) -> Option<Article>,
}

/// What is to become of the article files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Files to write, with the index of the normalisation that they shall hold; in order of path.
    pub write: BTreeMap<String, usize>,
    /// Files that are ours and whose scrape is gone.
    pub remove: BTreeSet<String>,
    /// Files and the normalisation each belongs to, whether it is written or not.
    pub belongs: BTreeMap<String, usize>,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

/// Seals an article: sets `normalised` to the digest of the file without that line, over LF line ends.
pub fn seal(article: &mut Article) {
    article.front.normalised = None;
    article.front.normalised = Some(digest(&super::write(article)));
}

/// Whether a file's text is as we wrote it: its `normalised` line matches the rest.
pub fn is_as_written(text: &str) -> bool {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let Some(split) = crate::yaml::split(&text) else { return false };
    let Some(line) = split.front.lines().rfind(|line| line.starts_with("normalised: ")) else {
        return false;
    };
    let without = text.replacen(&format!("{line}\n"), "", 1);
    line.trim_start_matches("normalised: ").trim_matches('"') == digest(&without)
}

fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("sha256-{hex}")
}

/// The name of a new article's file: a function of its scrape's path and part alone, and no two have the same.
///
/// A file `name.txt` at the top with a plain name keeps it; anything else has a mark of its path and part added.
pub fn file_name(path: &str, part: Option<u32>) -> String {
    let inside = path.strip_prefix("content/scrapes/").unwrap_or(path);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if let Some(stem) = inside.strip_suffix(".txt") {
        let short = (1..=100).contains(&stem.len());
        if part.is_none() && short && stem.chars().all(plain) && !is_marked(stem) && stem != "index"
        {
            return format!("{stem}.md");
        }
    }
    let whole = format!("{inside}#{}", part.unwrap_or(0));
    let mark: String =
        Sha256::digest(whole.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let slug = crate::text::slug(stem, 60);
    let slug = if slug.is_empty() { "article".to_owned() } else { slug };
    format!("{slug}-{mark}.md")
}

/// Whether a name ends as one that we have marked would.
fn is_marked(stem: &str) -> bool {
    stem.rsplit_once('-').is_some_and(|(_, mark)| {
        mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

type Key = (String, Option<u32>);

fn key(scrape: &ScrapeRef) -> Key {
    (scrape.path.clone(), scrape.part)
}

/// Decides what becomes of each file, from the files on disk and the sealed normalisations of the scrapes that there are.
pub fn settle(files: &[OnDisk], fresh: &[Fresh], ask: Ask<'_>) -> Settlement {
    let mut settlement = Settlement::default();
    let scrapes: BTreeMap<Key, usize> =
        fresh.iter().enumerate().map(|(at, one)| (key(&one.scrape), at)).collect();
    let claims = claims(files, (fresh, ask), &scrapes, &mut settlement);
    let taken: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for (scrape, at) in &scrapes {
        match claims.get(at).map(Vec::as_slice) {
            None | Some([]) => add(scrape, *at, &taken, &mut settlement),
            Some([file]) => follow(file, (*at, fresh.get(*at)), ask, &mut settlement),
            Some(several) => quarrel(several, &mut settlement),
        }
    }
    settlement
}

/// Which files belong to which normalisation: by path and part first; where the path is gone by digest; and an edited one, which
/// goes on naming the path that its scrape once had, by what it says.
fn claims<'a>(
    files: &'a [OnDisk],
    (fresh, ask): (&[Fresh], Ask<'_>),
    scrapes: &BTreeMap<Key, usize>,
    settlement: &mut Settlement,
) -> BTreeMap<usize, Vec<&'a OnDisk>> {
    let mut claims: BTreeMap<usize, Vec<&OnDisk>> = BTreeMap::new();
    let (mut adrift, mut astray) = (Vec::new(), Vec::new());
    for file in files {
        let Some(scrape) = &file.scrape else { continue };
        match scrapes.get(&key(scrape)) {
            Some(at) => claims.entry(*at).or_default().push(file),
            None => adrift.push((file, scrape)),
        }
    }
    for (file, scrape) in adrift {
        let same = |(at, one): &(usize, &Fresh)| {
            one.scrape.digest == scrape.digest && !claims.contains_key(at)
        };
        match fresh.iter().enumerate().find(same) {
            Some((at, _)) => claims.entry(at).or_default().push(file),
            None if file.ours => _ = settlement.remove.insert(file.path.clone()),
            None => astray.push((file, scrape)),
        }
    }
    let mut free: Vec<usize> = (0..fresh.len()).filter(|at| !claims.contains_key(at)).collect();
    for (file, scrape) in astray {
        match likeness::only(file, &free, ask) {
            Some(at) => {
                free.retain(|one| *one != at);
                claims.entry(at).or_default().push(file);
            }
            None => forsaken(file, scrape, settlement),
        }
    }
    claims
}

/// The scrape of an edited article is gone; the article stays.
fn forsaken(file: &OnDisk, scrape: &ScrapeRef, settlement: &mut Settlement) {
    let message =
        format!("its scrape {} is gone; the article was edited by hand and stays", scrape.path);
    let hint = "restore the scrape, or take `scrape` and `normalised` out of the front matter";
    settlement.problems.push(Problem::warning(Code::ScrapeGone, &file.path, message).hint(hint));
}

fn add(scrape: &Key, at: usize, taken: &BTreeSet<&str>, settlement: &mut Settlement) {
    let path = format!("content/articles/{}", file_name(&scrape.0, scrape.1));
    if taken.contains(path.as_str()) {
        let message = format!(
            "{} belongs to another article, and the article of {} has no place",
            path, scrape.0
        );
        let problem = Problem::error(Code::TwoClaims, &path, message).hint("rename the file");
        settlement.problems.push(problem);
        return;
    }
    settlement.write.insert(path.clone(), at);
    settlement.belongs.insert(path, at);
}

fn follow(
    file: &OnDisk,
    (at, fresh): (usize, Option<&Fresh>),
    ask: Ask<'_>,
    settlement: &mut Settlement,
) {
    settlement.belongs.insert(file.path.clone(), at);
    if file.normalised.as_ref() == fresh.map(|fresh| &fresh.normalised) {
        return;
    }
    if file.ours {
        settlement.write.insert(file.path.clone(), at);
        return;
    }
    if says_the_same(file, at, ask) {
        return;
    }
    let message =
        "a newer normalisation of its scrape is waiting; the article was edited by hand and stays";
    let hint = format!(
        "see it with `dateline normalise --diff {0}`, take it with `--accept {0}`",
        file.path
    );
    settlement.problems.push(Problem::warning(Code::NewerWaiting, &file.path, message).hint(hint));
}

/// Whether a normalisation differs from the one that a file was edited from in nothing but the scrape it names: that was renamed, or
/// saved with other line ends.
fn says_the_same(file: &OnDisk, at: usize, ask: Ask<'_>) -> bool {
    let Some(mut article) = (ask.fresh)(at) else { return false };
    article.front.scrape.clone_from(&file.scrape);
    seal(&mut article);
    article.front.normalised == file.normalised
}

/// Several files claim one scrape: none is touched, and the first counts.
fn quarrel(files: &[&OnDisk], settlement: &mut Settlement) {
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in files {
        let others: Vec<&str> = paths.iter().copied().filter(|path| *path != file.path).collect();
        let message = format!("claims the same scrape as {}", others.join(", "));
        let hint = "delete one, or take `scrape` and `normalised` out of its front matter to keep it as your own";
        settlement.problems.push(Problem::error(Code::TwoClaims, &file.path, message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrape::Format;

    fn reference(path: &str) -> ScrapeRef {
        ScrapeRef {
            path: path.into(),
            part: None,
            digest: format!("of {path}"),
            format: Format::Text,
            tool: None,
        }
    }

    fn article(path: &str, body: &str) -> Article {
        let mut article = Article { body: body.to_owned(), ..Article::default() };
        article.front.scrape = Some(reference(path));
        seal(&mut article);
        article
    }

    fn fresh(path: &str, body: &str) -> Fresh {
        let normalised = article(path, body).front.normalised.unwrap();
        Fresh { scrape: reference(path), normalised }
    }

    /// Settles where no text is asked for.
    fn settle(files: &[OnDisk], fresh: &[Fresh]) -> Settlement {
        super::settle(files, fresh, Ask { file: &|_| None, fresh: &|_| None })
    }

    fn on_disk(path: &str, fresh: &Fresh, ours: bool) -> OnDisk {
        let (scrape, normalised) = (Some(fresh.scrape.clone()), Some(fresh.normalised.clone()));
        OnDisk { path: path.into(), scrape, ours, normalised }
    }

    const SCRAPE: &str = "content/scrapes/a.txt";

    #[test]
    fn a_file_is_ours_until_a_person_edits_it() {
        let article = article(SCRAPE, "Text.\n");
        let text = super::super::write(&article);
        assert!(is_as_written(&text));
        assert!(is_as_written(&text.replace('\n', "\r\n")), "line ends are no edit");
        assert!(!is_as_written(&text.replace("Text.", "Text!")));
        assert!(!is_as_written("---\ntitle: A\n---\nText.\n"));
    }

    #[test]
    fn a_new_scrape_gets_a_file_and_a_renamed_file_stays_its_article() {
        let one = fresh(SCRAPE, "Text.\n");
        assert_eq!(
            settle(&[], std::slice::from_ref(&one)).write.keys().collect::<Vec<_>>(),
            ["content/articles/a.md"]
        );
        let moved = on_disk("content/articles/2024/ferry.md", &one, true);
        assert!(settle(&[moved], &[one]).write.is_empty());
    }

    #[test]
    fn an_untouched_file_follows_its_scrape_and_an_edited_one_waits() {
        let (old, new) = (fresh(SCRAPE, "Old.\n"), fresh(SCRAPE, "New.\n"));
        let settled =
            settle(&[on_disk("content/articles/b.md", &old, true)], std::slice::from_ref(&new));
        assert!(settled.write.contains_key("content/articles/b.md"));
        let settled =
            settle(&[on_disk("content/articles/b.md", &old, false)], std::slice::from_ref(&new));
        assert!(settled.write.is_empty());
        assert_eq!(settled.problems.first().unwrap().code, Code::NewerWaiting);
        let edited = on_disk("content/articles/b.md", &new, false);
        assert!(settle(&[edited], &[new]).problems.is_empty(), "nothing newer is waiting");
    }

    #[test]
    fn a_renamed_scrape_is_known_by_its_digest() {
        let old = fresh(SCRAPE, "Text.\n");
        let mut new = fresh("content/scrapes/z.txt", "Text.\n");
        new.scrape.digest = format!("of {SCRAPE}");
        let settled = settle(&[on_disk("content/articles/a.md", &old, true)], &[new]);
        assert!(settled.remove.is_empty());
        assert!(settled.belongs.contains_key("content/articles/a.md"));
    }

    #[test]
    fn when_the_scrape_is_gone_the_untouched_article_goes_and_the_edited_one_stays() {
        let one = fresh(SCRAPE, "Text.\n");
        assert!(
            settle(&[on_disk("content/articles/a.md", &one, true)], &[])
                .remove
                .contains("content/articles/a.md")
        );
        let settled = settle(&[on_disk("content/articles/a.md", &one, false)], &[]);
        assert!(settled.remove.is_empty());
        assert_eq!(settled.problems.first().unwrap().code, Code::ScrapeGone);
    }

    #[test]
    fn a_copied_article_is_a_quarrel_and_neither_is_touched() {
        let (old, new) = (fresh(SCRAPE, "Old.\n"), fresh(SCRAPE, "New.\n"));
        let files = [
            on_disk("content/articles/a.md", &old, true),
            on_disk("content/articles/copy.md", &old, true),
        ];
        let settled = settle(&files, &[new]);
        assert!(settled.write.is_empty() && settled.remove.is_empty());
        assert_eq!(settled.problems.len(), 2);
    }

    #[test]
    fn file_names_follow_from_the_path_alone_and_never_meet() {
        assert_eq!(file_name(SCRAPE, None), "a.md");
        let names: BTreeSet<String> =
            ["a.txt", "a.html", "b/a.txt", "B/a.txt", "A.txt", "ä.txt", "a-12345678.txt"]
                .iter()
                .map(|path| file_name(&format!("content/scrapes/{path}"), None).to_lowercase())
                .collect();
        assert_eq!(names.len(), 7);
        assert_ne!(file_name(SCRAPE, Some(1)), file_name(SCRAPE, Some(2)));
    }
}
