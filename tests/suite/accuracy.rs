//! Accuracy on labelled data, where it is there: floors that only go up.

use super::sandbox::{Site, shared};
use dateline::annotate::{Markup, annotate};
use dateline::date::Day;
use dateline::text::CodePoints;
use serde_json::Value;
use std::fs;

/// The share of time expressions found with the right value, as TempEval-3 counts it (relaxed match, F1), in per cent.
fn value_f1(file: &str) -> Option<f64> {
    let path = shared("data")?.join(file);
    let gold: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (mut right, mut wanted, mut told) = (0, 0, 0);
    for document in gold["docs"].as_object().unwrap().values() {
        let text = document["text"].as_str().unwrap();
        let anchor = document["dct"].as_str().and_then(|day| day.parse::<Day>().ok());
        let annotations = annotate(text, Markup::Text);
        let anchor = anchor.or_else(|| annotations.date_line());
        let found = annotations.timexes;
        let points = CodePoints::of(text);
        let wants = document["timexes"].as_array().unwrap();
        let mut taken = vec![false; found.len()];
        for want in wants {
            let hit = found.iter().zip(&mut taken).find(|(one, taken)| {
                let (start, end) = points.range(one.span);
                !**taken && start < offset(want, "end") && offset(want, "start") < end
            });
            if let Some((one, taken)) = hit {
                *taken = true;
                let value = one.resolve(anchor).map(|resolved| resolved.value).unwrap_or_default();
                right += usize::from(want["value"].as_str() == Some(value.as_str()));
            }
        }
        wanted += wants.len();
        // What two readers may well take for a time expression or not is neither right nor wrong.
        let optional = document["optional"].as_array().into_iter().flatten();
        let optional: Vec<(usize, usize)> =
            optional.map(|one| (offset(one, "start"), offset(one, "end"))).collect();
        let counts = found.iter().zip(&taken).filter(|(one, taken)| {
            let (start, end) = points.range(one.span);
            **taken || !optional.iter().any(|(from, to)| start < *to && *from < end)
        });
        told += counts.count();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand expressions")]
    let score = 200.0 * right as f64 / (wanted + told) as f64;
    Some(score)
}

fn offset(one: &Value, key: &str) -> usize {
    usize::try_from(one[key].as_u64().unwrap()).unwrap()
}

fn assert_floor(file: &str, floor: f64) {
    if let Some(score) = value_f1(file) {
        assert!(score >= floor, "{file}: {score:.1} is under the floor of {floor}");
    }
}

#[test]
fn time_expressions_of_news_have_their_values() {
    assert_floor("seeds-gold.json", 98.5);
    assert_floor("meantime-dev.json", 84.5);
}

#[test]
fn time_expressions_of_narratives_have_their_values() {
    assert_floor("wikiwars-dev.json", 88.5);
}

#[test]
fn the_captures_are_normalised_as_their_readers_would() {
    let (Some(seeds), Some(data)) = (shared("seeds"), shared("data")) else { return };
    let gold: Value =
        serde_json::from_str(&fs::read_to_string(data.join("seeds-normalise-gold.json")).unwrap())
            .unwrap();
    let config = dateline::config::Config::default();
    let aliases = dateline::desk::Aliases::default();
    let rules = dateline::article::Rules { config: &config, aliases: &aliases };
    for (file, want) in gold["files"].as_object().unwrap() {
        let bytes = fs::read(seeds.join(file)).unwrap();
        let scrapes = dateline::scrape::read(file, &bytes, &config.limits).value;
        let read = dateline::article::normalise(&scrapes[0], rules).value;
        let front = &read.article.front;
        assert_eq!(front.title.as_deref(), want["title"]["value"].as_str(), "{file}");
        assert_eq!(front.outlet.as_deref(), want["outlet"]["value"].as_str(), "{file}");
        let names = |list: &Value| -> Vec<String> {
            list.as_array()
                .into_iter()
                .flatten()
                .map(|name| name.as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(front.authors, names(&want["authors"]), "{file}");
        for noise in want["noise_lines"].as_array().into_iter().flatten() {
            let line = noise["text"].as_str().unwrap().trim();
            assert!(!read.article.body.contains(line), "{file} keeps “{line}”");
        }
    }
}

/// Words as they are compared: small letters, whatever the marks.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('’', "'");
    let bare = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '_');
    bare.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn holds(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|run| run == part)
}

/// What a site of the captures exports, and what its readers found.
fn captures() -> Option<(Value, Value)> {
    let gold = shared("data")?.join("seeds-gold.json");
    let site = Site::seeds()?;
    let gold = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
    Some((site.export(), gold))
}

#[test]
fn quotes_of_the_captures_have_their_speakers() {
    let Some((export, gold)) = captures() else { return };
    let (mut found, mut answered, mut right, mut all, mut spoken) = (0, 0, 0, 0, 0);
    for article in export["articles"].as_array().unwrap() {
        let file = article["scrape"].as_str().unwrap().rsplit('/').next().unwrap();
        for want in gold["docs"][file]["quotes"].as_array().unwrap() {
            let text = words(want["text"].as_str().unwrap());
            if text.len() < 3 {
                continue;
            }
            all += 1;
            let hit = article["quotes"].as_array().unwrap().iter().find(|quote| {
                let quote = words(quote["text"].as_str().unwrap());
                holds(&quote, &text) || holds(&text, &quote)
            });
            found += usize::from(hit.is_some());
            let speaker = want["speaker"].as_str().unwrap_or_default();
            let speaker = words(speaker.split('(').next().unwrap_or_default());
            if speaker.is_empty() || matches!(speaker[0].as_str(), "unnamed" | "unknown" | "source")
            {
                continue;
            }
            spoken += 1;
            let Some(told) = hit.and_then(|hit| hit["speaker"].as_str()) else { continue };
            let told = words(told);
            answered += 1;
            right += usize::from(told.contains(speaker.last().unwrap()) || holds(&speaker, &told));
        }
    }
    assert!(found * 100 >= all * 97, "{found} of {all} quotes are found");
    assert!(answered * 100 >= spoken * 91, "{answered} of {spoken} speakers are told");
    assert!(right * 100 >= answered * 97, "{right} of {answered} speakers are right");
}

#[test]
fn people_of_the_captures_are_one_each() {
    let Some((export, gold)) = captures() else { return };
    let spelled = |text: &Value| words(text.as_str().unwrap()).join(" ");
    let people: Vec<Vec<String>> = export["entities"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entity| entity["kind"] == "person")
        .map(|entity| entity["aliases"].as_array().unwrap().iter().map(spelled).collect())
        .collect();
    let mut owners = vec![Vec::new(); people.len()];
    for person in gold["entities"].as_array().unwrap().iter().filter(|one| one["type"] == "PER") {
        let name = person["name"].as_str().unwrap();
        let spellings: Vec<String> =
            person["aliases"].as_array().unwrap().iter().map(spelled).collect();
        let whole: Vec<&String> = spellings.iter().filter(|one| one.contains(' ')).collect();
        let of = |names: &[String]| spellings.iter().any(|one| names.contains(one));
        assert!(people.iter().any(|names| of(names)), "{name} is not listed");
        let together = |names: &Vec<String>| whole.iter().all(|one| names.contains(one));
        assert!(people.iter().any(together), "{name} is not one person: {whole:?}");
        for (owner, names) in owners.iter_mut().zip(&people) {
            if whole.iter().any(|one| names.contains(one)) {
                owner.push(name);
            }
        }
    }
    assert!(owners.iter().all(|names| names.len() < 2), "false merges: {owners:?}");
}

/// Right answers and questions asked, per kind of question.
#[derive(Debug, Default)]
struct Tally(std::collections::BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn add(&mut self, question: &'static str, right: bool) {
        let (rights, asked) = self.0.entry(question).or_default();
        *rights += usize::from(right);
        *asked += 1;
    }

    /// Right answers, in per cent.
    fn score(&self, question: &str) -> usize {
        let (right, asked) = self.0.get(question).copied().unwrap_or_default();
        right * 100 / asked.max(1)
    }
}

/// Letters and digits of a text in words, in small letters, without the targets of links.
fn folded(text: &str) -> String {
    let mut parts = text.split("](");
    let before = parts.next().unwrap_or_default();
    let after = parts.map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
    let seen: String = std::iter::once(before).chain(after).collect();
    let words =
        seen.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

fn tally(tally: &mut Tally, gold: &Value, article: &dateline::article::Article) {
    let front = &article.front;
    if let Some(title) = gold["title"].as_str() {
        let told = front.title.as_deref().unwrap_or_default();
        tally.add("title", folded(told) == folded(title));
    }
    if let Some(day) = gold["date"].as_str().filter(|day| day.len() >= 10) {
        let told = front.date.map(|stamp| stamp.day.to_string());
        tally.add("no wrong day", told.as_ref().is_none_or(|told| day.starts_with(told)));
        tally.add("day", told.is_some_and(|told| day.starts_with(&told)));
    }
    let names = |list: Vec<String>| -> std::collections::BTreeSet<String> {
        list.iter().map(|name| folded(name)).collect()
    };
    let authors = names(strings(&gold["author"]));
    if !authors.is_empty() {
        tally.add("authors", authors == names(front.authors.clone()));
    }
    let body = folded(&article.body);
    for words in strings(&gold["with"]) {
        tally.add("words of the article", body.contains(&folded(&words)));
    }
    for words in strings(&gold["without"]) {
        tally.add("words of the page", !body.contains(&folded(&words)));
    }
}

#[test]
fn captured_pages_are_read_as_their_readers_would() {
    let Some(data) = shared("data") else { return };
    let config = dateline::config::Config::default();
    let aliases = dateline::desk::Aliases::default();
    let rules = dateline::article::Rules { config: &config, aliases: &aliases };
    let mut sum = Tally::default();
    let gold = fs::read_to_string(data.join("pages-gold.jsonl")).unwrap();
    // A third of the pages keeps this test short.
    for line in gold.lines().step_by(3) {
        let page: Value = serde_json::from_str(line).unwrap();
        let file = format!("{}.html.gz", page["id"].as_str().unwrap());
        let bytes = fs::read(data.join("pages").join(&file)).unwrap();
        let scrapes = dateline::scrape::read(&file, &bytes, &config.limits).value;
        let read = dateline::article::normalise(&scrapes[0], rules).value;
        tally(&mut sum, &page["gt"], &read.article);
    }
    let floors = [
        ("authors", 74),
        ("day", 89),
        ("no wrong day", 91),
        ("title", 85),
        ("words of the article", 97),
        ("words of the page", 93),
    ];
    for (question, floor) in floors {
        assert!(sum.score(question) >= floor, "{question}: under the floor of {floor}: {sum:?}");
    }
}
