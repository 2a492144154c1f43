//! How well timelines are gathered: floors that only go up, over the repository's own invented stories (`tests/stories`) and
//! over labelled captures where these are at hand.

use super::sandbox::{Site, shared};
use dateline::date::{Day, Edtf};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A sentence: its article, and where it stands among that one's words.
type Place = (String, usize, usize);

/// An event as a reader or we would tell it.
#[derive(Clone, Debug)]
struct Told {
    date: String,
    sentences: Vec<Place>,
}

/// What readers gathered from some articles.
#[derive(Debug, Default)]
struct Labelled {
    articles: BTreeMap<String, Vec<String>>,
    events: Vec<Told>,
    /// Points that the accounts do not agree on, with words that tell the sides apart.
    differences: Vec<(String, [String; 2])>,
    /// Who says words that begin so.
    speakers: Vec<(String, Vec<String>)>,
    people: BTreeSet<String>,
}

/// Words as they are compared: small letters, whatever the marks; no targets of links.
fn words(text: &str) -> Vec<String> {
    let seen: String =
        text.split("](").map(|part| part.split_once(')').map_or(part, |(_, rest)| rest)).collect();
    let text = if text.contains("](") { &seen } else { text };
    let bare = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    bare.map(str::to_lowercase).collect()
}

/// Reads a story of `tests/stories`, and writes its articles into a site.
fn story(name: &str, site: &Site) -> Labelled {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let text = fs::read_to_string(root.join(name).with_extension("txt")).unwrap();
    let mut labelled = Labelled::default();
    let mut events: BTreeMap<&str, Told> = BTreeMap::new();
    let (mut id, mut body) = (String::new(), String::new());
    for line in text.lines() {
        if let Some((name, date)) = line.strip_prefix("event ").and_then(|l| l.split_once(' ')) {
            events.insert(name, Told { date: date.into(), sentences: Vec::new() });
        } else if let Some(point) = line.strip_prefix("differ ") {
            let point: Vec<String> = point.split(' ').map(str::to_owned).collect();
            labelled.differences.push((point[0].clone(), [point[1].clone(), point[2].clone()]));
        } else if let Some((name, begins)) =
            line.strip_prefix("speaker ").and_then(|line| line.split_once(": "))
        {
            labelled.speakers.push((name.to_owned(), words(begins)));
        } else if let Some(name) = line.strip_prefix("person ") {
            labelled.people.insert(name.to_owned());
        } else if let Some((outlet, date)) =
            line.strip_prefix("article ").and_then(|line| line.rsplit_once(' '))
        {
            id = outlet.to_lowercase().replace(' ', "-");
            labelled.articles.insert(id.clone(), Vec::new());
            body = format!("---\ntitle: {outlet}\noutlet: {outlet}\ndate: {date}\n---\n\n");
        } else if let Some(article) = labelled.articles.get_mut(&id) {
            let (sentence, tags) = line.split_once(" {").unwrap_or((line, ""));
            let start = article.len();
            article.extend(words(sentence));
            for tag in tags.trim_end_matches('}').split_whitespace() {
                let event = events.get_mut(tag).unwrap();
                event.sentences.push((id.clone(), start, article.len()));
            }
            body.push_str(if line.is_empty() { "\n\n" } else { sentence });
            body.push(' ');
            site.write(&format!("content/articles/{id}.md"), &body);
        }
    }
    labelled.events = events.into_values().collect();
    labelled
}

/// What readers gathered from the shared texts of a file.
fn shared_story(file: &str) -> Option<Labelled> {
    let text = fs::read_to_string(shared("data")?.join(file)).unwrap();
    let gold: Value = serde_json::from_str(&text).unwrap();
    let mut labelled = Labelled::default();
    for (file, document) in gold["docs"].as_object().unwrap() {
        labelled.articles.insert(stem(file), words(document["text"].as_str().unwrap()));
    }
    for event in gold["timeline"].as_array().unwrap() {
        let sentences = event["reported_by"].as_array().unwrap().iter().filter_map(|sentence| {
            let file = sentence["file"].as_str().unwrap();
            let text = gold["docs"][file]["text"].as_str().unwrap();
            let offset = |key: &str| usize::try_from(sentence[key].as_u64().unwrap()).unwrap();
            let part: String = text.chars().take(offset("end")).skip(offset("start")).collect();
            find(&labelled.articles, &stem(file), &part)
        });
        let sentences = sentences.collect();
        let date = event["date"].as_str().unwrap_or_default().into();
        labelled.events.push(Told { date, sentences });
    }
    Some(labelled)
}

/// A site whose captures are the texts of a shared file.
fn shared_site(file: &str) -> Site {
    let text = fs::read_to_string(shared("data").unwrap().join(file)).unwrap();
    let gold: Value = serde_json::from_str(&text).unwrap();
    let site = Site::new();
    for (file, document) in gold["docs"].as_object().unwrap() {
        let path = format!("content/scrapes/{}.txt", stem(file));
        site.write(&path, document["text"].as_str().unwrap());
    }
    site
}

/// A file's name up to its first point.
fn stem(file: &str) -> String {
    file.split('.').next().unwrap().to_owned()
}

/// Where words stand in an article.
fn find(articles: &BTreeMap<String, Vec<String>>, id: &str, text: &str) -> Option<Place> {
    let part = words(text);
    let at = articles.get(id)?.windows(part.len().max(1)).position(|run| run == part)?;
    Some((id.to_owned(), at, at + part.len()))
}

/// The events that a site exports.
fn gathered(export: &Value, articles: &BTreeMap<String, Vec<String>>) -> Vec<Told> {
    let mut files = BTreeMap::new();
    for article in export["articles"].as_array().unwrap() {
        let path = article["scrape"].as_str().or(article["path"].as_str()).unwrap();
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        files.insert(article["id"].as_str().unwrap(), stem);
    }
    let events = export["events"].as_array().unwrap().iter().map(|event| {
        let passages = event["passages"].as_array().unwrap().iter();
        let place = |passage: &Value| {
            find(articles, files[passage["article"].as_str().unwrap()], passage["text"].as_str()?)
        };
        let date = event["date"].as_str().unwrap_or_default().to_owned();
        Told { date, sentences: passages.filter_map(place).collect() }
    });
    events.filter(|event| !event.sentences.is_empty()).collect()
}

/// The first and the last day of a date; that of a week is `2031-W11`.
fn days(date: &str) -> Option<(Day, Day)> {
    if let Some((year, week)) = date.split_once("-W") {
        let first = Day::new(year.parse().ok()?, 1, 4)?.monday();
        let monday = first.plus((week.parse::<i32>().ok()? - 1) * 7)?;
        return Some((monday, monday.plus(6)?));
    }
    let date: Edtf = date.trim_start_matches("../").parse().ok()?;
    Some((date.first()?, date.last()?))
}

/// Dates, dated events, and which sentences are together: each as F1, in per cent.
#[derive(Debug)]
struct Score {
    dates: f64,
    events: f64,
    together: f64,
}

fn score(want: &[Told], told: &[Told]) -> Score {
    let dates = |events: &[Told]| -> BTreeSet<_> {
        events.iter().filter_map(|event| days(&event.date)).collect()
    };
    let (wanted, found) = (dates(want), dates(told));
    let same = wanted.intersection(&found).count();
    let links: Vec<Vec<usize>> = told.iter().map(|event| candidates(event, want)).collect();
    let mut taken = vec![None; want.len()];
    let pairs =
        (0..told.len()).filter(|at| pair(*at, &links, &mut taken, &mut BTreeSet::new())).count();
    Score {
        dates: f1(same, wanted.len() + found.len()),
        events: f1(pairs, want.len() + told.len()),
        together: together(want, told),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred events")]
fn f1(right: usize, both: usize) -> f64 {
    200.0 * right as f64 / both.max(1) as f64
}

/// The wanted events that a found one may be: they share a sentence, and one's date holds the other's.
fn candidates(event: &Told, want: &[Told]) -> Vec<usize> {
    let fits = |other: &Told| {
        let (Some(one), Some(other_days)) = (days(&event.date), days(&other.date)) else {
            return false;
        };
        let holds = |a: (Day, Day), b: (Day, Day)| a.0 <= b.0 && b.1 <= a.1;
        let dated = holds(one, other_days) || holds(other_days, one);
        let shares = |place: &Place| other.sentences.iter().any(|other| overlap(place, other));
        dated && event.sentences.iter().any(shares)
    };
    (0..want.len()).filter(|at| fits(&want[*at])).collect()
}

/// Whether two places share half of the shorter one.
fn overlap(left: &Place, right: &Place) -> bool {
    let common = left.2.min(right.2).saturating_sub(left.1.max(right.1));
    left.0 == right.0 && common > 0 && common * 2 >= (left.2 - left.1).min(right.2 - right.1)
}

/// Pairs a found event with a wanted one, moving earlier pairs where that helps.
fn pair(
    at: usize,
    links: &[Vec<usize>],
    taken: &mut Vec<Option<usize>>,
    seen: &mut BTreeSet<usize>,
) -> bool {
    for want in &links[at] {
        if seen.insert(*want) && taken[*want].is_none_or(|other| pair(other, links, taken, seen)) {
            taken[*want] = Some(at);
            return true;
        }
    }
    false
}

/// Extended B-cubed (Amigó et al. 2009) over the sentences that both have.
fn together(want: &[Told], told: &[Told]) -> f64 {
    let sentences: BTreeSet<&Place> = want.iter().flat_map(|event| &event.sentences).collect();
    let of = |events: &[Told], place: &Place| -> BTreeSet<usize> {
        let has = |event: &Told| event.sentences.iter().any(|other| overlap(place, other));
        (0..events.len()).filter(|at| has(&events[*at])).collect()
    };
    let common: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = sentences
        .into_iter()
        .map(|place| (of(want, place), of(told, place)))
        .filter(|(_, told)| !told.is_empty())
        .collect();
    let swapped: Vec<_> = common.iter().map(|(want, told)| (told.clone(), want.clone())).collect();
    let (recall, precision) = (shared_pairs(&common), shared_pairs(&swapped));
    100.0 * 2.0 * precision * recall / (precision + recall)
}

/// How many of the groups that two sentences share in one telling they share in the other, averaged.
#[expect(clippy::cast_precision_loss, reason = "a few hundred sentences")]
fn shared_pairs(sentences: &[(BTreeSet<usize>, BTreeSet<usize>)]) -> f64 {
    let mut sum = 0.0;
    for (own, other) in sentences {
        let mut shares = Vec::new();
        for (own_too, other_too) in sentences {
            let in_own = own.intersection(own_too).count();
            if in_own > 0 {
                let in_other = other.intersection(other_too).count();
                shares.push(in_own.min(in_other) as f64 / in_own as f64);
            }
        }
        sum += shares.iter().sum::<f64>() / shares.len() as f64;
    }
    sum / sentences.len() as f64
}

/// How many of the points that accounts do not agree on are told, and how many are told beside them.
fn differences(export: &Value, want: &[(String, [String; 2])]) -> (usize, usize) {
    let told: Vec<(&str, Vec<String>)> = export["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|difference| {
            let claims = difference["claims"].as_array().unwrap().iter();
            let texts = claims.map(|claim| claim["text"].as_str().unwrap().to_owned());
            (difference["kind"].as_str().unwrap(), texts.collect())
        })
        .collect();
    let has = |told: &(&str, Vec<String>), (kind, sides): &(String, [String; 2])| {
        let says = |side: &String| told.1.iter().any(|text| text.contains(side.as_str()));
        told.0 == kind && sides.iter().all(says)
    };
    let found = want.iter().filter(|want| told.iter().any(|told| has(told, want))).count();
    let beside = told.iter().filter(|told| !want.iter().any(|want| has(told, want))).count();
    (found, beside)
}

#[test]
fn what_invented_accounts_do_not_agree_on_is_mostly_told_and_nothing_else() {
    let (mut found, mut all) = (0, 0);
    for name in [
        "ferry",
        "recount",
        "strike",
        "trial",
        "confidence",
        "outbreak",
        "plant",
        "heist",
        "launch",
        "blaze",
        "march",
        "merger",
        "probe",
        "cup",
        "gale",
        "transfer",
        "minister",
        "works",
    ] {
        let site = Site::new();
        let labelled = story(name, &site);
        let export = site.export();
        let (right, beside) = differences(&export, &labelled.differences);
        assert_eq!(beside, 0, "{name}: {:#}", export["differences"]);
        let open = [
            "launch", "plant", "blaze", "march", "merger", "probe", "cup", "gale", "minister",
            "works",
        ];
        if !open.contains(&name) {
            found += right;
            all += labelled.differences.len();
        }
    }
    assert!(found * 3 >= all * 2, "{found} of {all}");
}

#[test]
fn whoever_speaks_in_an_invented_story_is_named() {
    for name in [
        "blaze",
        "confidence",
        "gale",
        "heist",
        "launch",
        "march",
        "merger",
        "minister",
        "outbreak",
        "plant",
        "probe",
        "recount",
        "trial",
        "works",
    ] {
        let site = Site::new();
        let labelled = story(name, &site);
        let export = site.export();
        let articles = export["articles"].as_array().unwrap();
        let quotes = articles.iter().flat_map(|article| article["quotes"].as_array().unwrap());
        let said: Vec<(Vec<String>, &str)> = quotes
            .map(|quote| {
                let text = words(quote["text"].as_str().unwrap());
                (text, quote["speaker"].as_str().unwrap_or_default())
            })
            .collect();
        for (speaker, begins) in &labelled.speakers {
            let own = said.iter().find(|(text, _)| text.starts_with(begins));
            assert_eq!(own.map(|(_, name)| *name), Some(speaker.as_str()), "{name}: {begins:?}");
        }
        let entities = export["entities"].as_array().unwrap();
        let people = entities.iter().filter(|entity| entity["kind"] == "person");
        let people: BTreeSet<String> =
            people.map(|person| person["name"].as_str().unwrap().to_owned()).collect();
        assert!(labelled.people.is_subset(&people), "{name}: {people:?}");
    }
}

fn assert_floors(name: &str, score: &Score, floors: [f64; 3]) {
    let reached = [score.dates, score.events, score.together];
    let holds = reached.iter().zip(floors).all(|(reached, floor)| *reached >= floor);
    assert!(holds, "{name}: {score:?} is under the floors {floors:?}");
}

#[test]
fn the_timeline_of_an_invented_story_is_what_a_reader_would_gather() {
    let floors = [
        ("blaze", [96.0, 92.0, 86.5]),
        ("minister", [89.5, 90.0, 89.5]),
        ("works", [91.5, 83.0, 85.5]),
        ("march", [96.5, 91.5, 75.5]),
        ("merger", [90.5, 94.0, 86.0]),
        ("probe", [82.0, 85.5, 77.5]),
        ("cup", [99.9, 87.0, 79.0]),
        ("gale", [99.9, 87.0, 84.5]),
        ("confidence", [95.5, 91.5, 87.5]),
        ("ferry", [99.9, 99.9, 94.5]),
        ("flood", [99.9, 99.9, 99.9]),
        ("heist", [99.9, 96.0, 82.0]),
        ("launch", [91.5, 95.5, 88.0]),
        ("outbreak", [95.5, 95.5, 85.0]),
        ("plant", [99.9, 92.5, 85.5]),
        ("recount", [90.5, 79.5, 85.0]),
        ("strike", [94.0, 95.0, 99.5]),
        ("transfer", [88.5, 91.5, 97.5]),
        ("trial", [99.9, 89.5, 93.5]),
    ];
    for (name, floors) in floors {
        let site = Site::new();
        let labelled = story(name, &site);
        let told = gathered(&site.export(), &labelled.articles);
        assert_floors(name, &score(&labelled.events, &told), floors);
    }
}

#[test]
fn the_timeline_of_the_captures_is_what_their_readers_gathered() {
    let (Some(site), Some(labelled)) = (Site::seeds(), shared_story("seeds-gold.json")) else {
        return;
    };
    let told = gathered(&site.export(), &labelled.articles);
    assert_floors("captures", &score(&labelled.events, &told), [99.9, 89.5, 86.5]);
}

/// These readers listed only what concerns one company, so that much of what is rightly found counts as wrong.
#[test]
fn the_timelines_of_two_companies_hold_what_their_readers_listed() {
    let floors = [
        ("meantime-dev-apple-timeline.json", [52.0, 41.5, 87.0]),
        ("meantime-dev-gm-timeline.json", [47.0, 35.0, 83.5]),
    ];
    for (file, floors) in floors {
        let Some(labelled) = shared_story(file) else { return };
        let told = gathered(&shared_site(file).export(), &labelled.articles);
        assert_floors(file, &score(&labelled.events, &told), floors);
    }
}
