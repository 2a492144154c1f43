//! What articles say together: families, publication dates, events, whatever the order they come in; and floors on
//! labelled stories where these are at hand.

use super::sandbox::shared;
use dateline::annotate::{Markup, annotate};
use dateline::article::{Article, ArticleId, FrontMatter, Image};
use dateline::corpus::{
    Afresh, Annotated, Basis, CitedText, CopyKind, Corpus, Family, Gist, Proposals, Recall, Seal,
    Sealed, Status, families, gather, gather_again, gist, wording,
};
use dateline::desk::{Desk, DeskFile};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// An article with its outlet, its day and its text; an empty day is none.
fn written(id: &str, outlet: &str, day: &str, body: &str) -> (ArticleId, Article) {
    let front = FrontMatter {
        title: Some(format!("Report {id}")),
        outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
        date: day.parse().ok(),
        ..FrontMatter::default()
    };
    (ArticleId(id.to_owned()), Article { front, body: body.to_owned(), body_line: 1 })
}

fn summarised((id, article): &(ArticleId, Article)) -> Gist {
    let caption = article.front.image.as_ref().and_then(|image| image.caption.clone());
    let annotated = Annotated {
        body: annotate(&article.body, Markup::Markdown),
        caption: annotate(&caption.unwrap_or_default(), Markup::Text),
    };
    gist(id, article, &annotated)
}

fn kin<'a>(articles: impl IntoIterator<Item = &'a (ArticleId, Article)>) -> Vec<Family> {
    let texts: BTreeMap<&ArticleId, _> =
        articles.into_iter().map(|(id, article)| (id, wording(id, article))).collect();
    let sealed = texts.values().map(|(wording, _)| (0, Arc::new(wording.clone()))).collect();
    families(sealed, &|id| texts[id].1.clone(), &Afresh, &mut Proposals::default()).0
}

const LAW: &str = "Governor Ann Berg signed the harbour law in Oslo on Tuesday after long talks with the port workers’ union.\n\nThe law takes the cranes from the city and gives them to the dockers of the northern quay.\n\nFirefighters put out a blaze at a paper mill near Bergen on Monday, Mayor Per Dahl said.\n";
const LAW_TOO: &str = "In Oslo, Governor Ann Berg signed the disputed harbour law on Tuesday, ending talks with the union.\n\nMayor Per Dahl praised the crews who put out the paper mill blaze near Bergen on Monday.\n";
const FLOOD: &str = "Water rose in the streets of Ghent on Sunday, and Minister Eva Maes closed forty schools.\n\nMaes will meet the mayors of the flooded towns next week.\n";

fn story() -> Vec<(ArticleId, Article)> {
    vec![
        written("a", "Harbour Post", "2031-03-05", LAW),
        written("b", "Oslo Courier", "2031-03-05", LAW_TOO),
        written(
            "c",
            "Harbour Post",
            "2031-03-06",
            &format!("{LAW}\nMore follows in the evening edition.\n"),
        ),
        written("d", "", "", LAW_TOO.replace("praised", "thanked").as_str()),
        written("e", "Flanders Daily", "2031-03-04", FLOOD),
    ]
}

fn gathered(articles: &[(ArticleId, Article)]) -> Corpus {
    let gists: Vec<Gist> = articles.iter().map(summarised).collect();
    gather(&gists, kin(articles), (&Desk::default(), &[])).value
}

#[test]
fn two_outlets_that_tell_of_one_day_are_one_event() {
    let corpus = gathered(&story());
    let event =
        corpus.events.iter().find(|event| event.headline.text.contains("harbour law")).unwrap();
    assert_eq!(event.date.unwrap().to_string(), "2031-03-04");
    assert_eq!(event.independent_outlets, 2, "{:?}", event.outlets);
}

#[test]
fn a_places_name_is_one_word_to_compare() {
    let terms = |body| summarised(&written("a", "Post", "2031-03-05", body)).told[0].terms.len();
    assert_eq!(
        terms("The United States signed the harbour law on Tuesday."),
        terms("France signed the harbour law on Tuesday.")
    );
}

#[test]
fn a_copy_is_in_its_leads_family_and_counts_for_nothing() {
    let corpus = gathered(&story());
    let families: Vec<_> = corpus.families.iter().map(|family| family.lead.as_str()).collect();
    assert_eq!(families, ["a", "b"]);
}

#[test]
fn an_undated_copy_has_the_day_of_its_family_and_says_why() {
    let corpus = gathered(&story());
    let published = &corpus.published[&ArticleId("d".into())];
    assert_eq!(published.value.unwrap().to_string(), "2031-03-05");
    assert_eq!(published.basis, Basis::Inferred);
    assert_eq!(published.from, [ArticleId("b".into())]);
    assert_eq!(published.reason.as_ref().unwrap().article().as_str(), "b");
}

#[test]
fn a_dateline_without_a_year_is_of_the_year_that_its_story_states_and_says_why() {
    let mut articles = story();
    let wire = format!("OSLO, March 5 (Interpress) – {LAW}");
    articles.push(written("w", "", "", &wire.replace("long talks", "a night of talks")));
    let lone = "BERGEN, March 5 (Interpress) – A barge ran aground, said Ada Lund of the port.\n";
    articles.push(written("x", "", "", lone));
    let corpus = gathered(&articles);
    let published = |id: &str| &corpus.published[&ArticleId(id.into())];
    assert_eq!(published("w").basis, Basis::Inferred);
    assert_eq!(published("w").value.map(|day| day.to_string()).as_deref(), Some("2031-03-05"));
    assert_eq!(published("x").value, None);
}

#[test]
fn what_a_dateline_names_is_no_event_and_heads_none() {
    let wire = format!("OSLO, March 6, 2031 (Interpress) – {LAW}");
    let corpus = gathered(&[written("w", "Interpress", "2031-03-06", &wire)]);
    let told: Vec<_> = corpus
        .events
        .iter()
        .map(|event| {
            (
                event.date.map(|day| day.to_string()).unwrap_or_default(),
                event.headline.text.as_str(),
            )
        })
        .collect();
    assert!(told.iter().all(|(day, _)| day != "2031-03-06"), "{told:?}");
    assert!(told.iter().any(|(_, text)| text.starts_with("Governor Ann Berg signed")), "{told:?}");
}

#[test]
fn what_is_still_to_come_is_planned() {
    let corpus = gathered(&story());
    let planned: Vec<_> = corpus.events.iter().filter(|event| event.planned).collect();
    assert_eq!(planned.len(), 1);
    assert_eq!(planned[0].date.unwrap().to_string(), "2031-03-10/2031-03-16");
}

#[test]
fn the_same_words_from_two_speakers_are_a_difference() {
    const WORDS: &str = "“The quays of Oslo stay shut until the cranes are safe,”";
    let first = format!(
        "The harbour of Oslo closed on Tuesday after a crane fell on a shed. {WORDS} the Harbour Office said.\n\nFishermen took their boats to Moss, where the mayor found room for forty of them and had soup brought to the pier.\n\nThe next high water will show whether the old breakwater still holds, the pilots say; a storm in autumn tore a hole in it that nobody mended.\n"
    );
    let corpus = |speaker: &str| {
        let second = format!(
            "Oslo shut its harbour on Tuesday because a crane had fallen. {WORDS} {speaker} said.\n\nNobody was near the shed, said the watchman, who has worked there since his youth and lives beside the gate with two dogs.\n\nLorries with fish for the south waited along the ring road, and the railway put on four goods trains to bring the catch to market.\n"
        );
        gathered(&[
            written("a", "Harbour Post", "2031-03-05", &first),
            written("b", "Oslo Courier", "2031-03-05", &second),
        ])
    };
    let kinds = |corpus: Corpus| -> Vec<_> {
        corpus.differences.iter().map(|difference| difference.kind).collect()
    };
    assert_eq!(kinds(corpus("the Transport Ministry")), [dateline::corpus::DifferenceKind::Name]);
    assert_eq!(kinds(corpus("the Norwegian Harbour Office")), []);
}

/// The passages of each event, in the order of the events.
#[test]
fn a_count_that_goes_on_is_no_difference() {
    let differing = |first: &str| {
        let second =
            "Harbourmaster Greta Holm said the ferry had carried 140 vehicles on March 6.\n";
        let corpus = gathered(&[
            written("a", "Harbour Post", "2031-03-15", &format!("{first}\n{LAW}")),
            written("b", "Coast Radio", "2031-03-06", &format!("{second}\n{FLOOD}")),
        ]);
        corpus.differences.len()
    };
    let on = "Harbourmaster Greta Holm said the ferry had carried 160 vehicles on March 6.\n";
    let since =
        "Harbourmaster Greta Holm said the ferry had carried 2,300 vehicles since March 6.\n";
    assert_eq!((differing(on), differing(since)), (1, 0));
}

#[test]
fn tolls_crowds_and_sums_that_do_not_agree_are_differences() {
    let sides_on = |day: &str, one: &str, other: &str| {
        let articles = [
            written("a", "Harbour Post", "2031-03-05", one),
            written("b", "Oslo Courier", day, other),
        ];
        let claims = gathered(&articles).differences.into_iter().flat_map(|one| one.claims);
        claims.map(|claim| claim.text).collect::<Vec<_>>()
    };
    let sides = |one: &str, other: &str| sides_on("2031-03-05", one, other);
    let later = sides_on(
        "2031-03-08",
        "A blast tore through the gas works in Oslo on Tuesday and killed at least 12 people.",
        "The blast at the gas works in Oslo on Tuesday killed 14 people.",
    );
    assert!(later.is_empty(), "whoever writes later knows more: {later:?}");
    let toll = sides(
        "A blast tore through the gas works in Oslo on Tuesday and killed at least 12 people.",
        "The death toll of the blast at the gas works in Oslo on Tuesday rose to 14.",
    );
    assert_eq!(
        toll,
        ["killed at least 12", "toll of the blast at the gas works in Oslo on Tuesday rose to 14"]
    );
    let crowd = sides(
        "Some thousands joined a march in Oslo on Tuesday; the police counted 8,000 of them.",
        "On Tuesday 20,000 people marched through the streets of Oslo.",
    );
    assert_eq!(crowd, ["20,000 people", "8,000 of them"]);
    let sum = sides(
        "Striker Rolf Moe moved from Oslo to Bergen on Tuesday for 42 million euros.",
        "Bergen signed striker Rolf Moe of Oslo on Tuesday. The fee is €38m.",
    );
    assert_eq!(sum, ["€38m", "42 million euros"]);
}

#[test]
fn who_died_in_what_is_known_is_told_of_that() {
    let body = "Police in Oslo arrested the head of the gas works on Friday after Tuesday’s blast.\n\n“He knew,” police chief Ann Berg said. Twelve people died in the blast.";
    let articles = [
        written("a", "Harbour Post", "2031-03-07", body),
        written(
            "b",
            "Oslo Courier",
            "2031-03-05",
            "A blast tore through a gas works in Oslo on Tuesday.",
        ),
    ];
    let corpus = gathered(&articles);
    let blast = corpus.events.iter().find(|event| event.date == "2031-03-04".parse().ok()).unwrap();
    assert!(blast.passages.iter().any(|passage| passage.text.starts_with("Twelve")));
}

#[test]
fn what_a_copy_says_otherwise_is_a_difference_and_what_a_revision_mends_is_none() {
    let text = |count: &str| {
        format!("A crane fell on a shed in Oslo on Tuesday and killed {count} dockers.\n\n{LAW}")
    };
    let found = |outlet: &str, count: &str, ending: &str| {
        let mut articles = [
            written("a", "Harbour Post", "2031-03-05", &text("three")),
            written("b", outlet, "2031-03-05", &format!("{}\n{ending}", text(count))),
        ];
        if outlet == "Harbour Post" {
            articles
                .iter_mut()
                .for_each(|one| one.1.front.url = Some("https://post.test/a".into()));
        }
        let corpus = gathered(&articles);
        assert!(corpus.events.iter().all(|event| event.independent_outlets == 1));
        (corpus.families[0].copies[0].kind, corpus.differences.len())
    };
    assert_eq!(found("Oslo Courier", "five", ""), (CopyKind::NearDuplicate, 1));
    let rest = "The watchman, who has worked at the gate since his youth and lives beside it with two dogs, saw nobody near the shed.\n\nLorries with fish for the south waited along the ring road, and the railway put on four goods trains to bring the catch to market.\n";
    let much_else = format!("{FLOOD}\n{rest}");
    assert_eq!(found("Oslo Courier", "five", &much_else).1, 1);
    let sentence = text("five").replace(LAW, &much_else);
    let derived = gathered(&[
        written("a", "Harbour Post", "2031-03-05", &text("three")),
        written("b", "Oslo Courier", "2031-03-05", &sentence),
    ]);
    assert_eq!(derived.differences.len(), 1);
    assert_eq!(found("Oslo Courier", "three", ""), (CopyKind::NearDuplicate, 0));
    assert_eq!(found("Harbour Post", "five", ""), (CopyKind::Revision, 0));
}

#[test]
fn an_hour_alone_dates_no_event_by_the_day_of_publication() {
    let body = "The swing bridge at Sund jammed open on Monday.\n\nEleven vehicles were left waiting on the roads of the town when the bridge failed at about 9:30 a.m.\n";
    let corpus = gathered(&[written("a", "Harbour Post", "2031-03-04", body)]);
    let dates: Vec<_> = corpus.events.iter().map(|event| event.date.unwrap().to_string()).collect();
    assert_eq!(dates, ["2031-03-03"]);
}

/// The dates of the events of one article, each with how many passages it has.
fn dated(day: &str, body: &str) -> Vec<(String, usize)> {
    let corpus = gathered(&[written("a", "Harbour Post", day, body)]);
    let events = corpus.events.iter();
    events.map(|event| (event.date.unwrap().to_string(), event.passages.len())).collect()
}

#[test]
fn two_dates_of_one_clause_are_two_events() {
    let body =
        "Governor Ann Berg opened the quay of Sund on 3 May 2030 and its bridge on 4 June 2030.\n";
    assert_eq!(dated("2031-03-04", body), [("2030-05-03".into(), 1), ("2030-06-04".into(), 1)]);
}

#[test]
fn a_clause_dated_twice_has_its_finer_date() {
    let body =
        "This month it was the turn of Sund: on Monday Governor Ann Berg closed its bridge.\n";
    assert_eq!(dated("2031-03-04", body), [("2031-03-03".into(), 1)]);
}

#[test]
fn an_hour_is_of_the_day_told_before_it_in_its_paragraph() {
    let body = "The swing bridge at Sund jammed open on Monday. Eleven vehicles were left waiting at about 9.30 a.m. on both sides.\n";
    assert_eq!(dated("2031-03-04", body), [("2031-03-03".into(), 2)]);
}

#[test]
fn an_hour_is_of_the_day_that_an_earlier_paragraph_tells_of_the_same_thing() {
    let body = "The swing bridge at Sund jammed open on Monday.\n\nThe owners blamed the heat.\n\nThe bridge failed at about 9.30 a.m. and moved again two hours later.\n";
    assert_eq!(dated("2031-03-04", body), [("2031-03-03".into(), 2)]);
}

#[test]
fn an_opening_counted_from_another_day_is_not_of_publication() {
    let body = "Two days after its launch, the research ship of Sund lost its rudder.\n";
    assert_eq!(dated("2031-03-04", body), []);
}

#[test]
fn what_is_over_before_a_time_ends_before_it() {
    let ends = |body: &str| dated("2031-03-04", body).into_iter().map(|(date, _)| date).next();
    let sund = |when: &str| format!("Governor Ann Berg wants the quay of Sund to close {when}.\n");
    assert_eq!(ends(&sund("before 2033")).as_deref(), Some("../2032"));
    assert_eq!(ends(&sund("before the summer")).as_deref(), Some("../2031-05"));
    assert_eq!(ends(&sund("before the end of May")).as_deref(), Some("../2031-05"));
    assert_eq!(ends(&sund("before 2033 is out")).as_deref(), Some("../2033"));
    assert_eq!(ends(&sund("by May")).as_deref(), Some("../2031-05"));
}

#[test]
fn a_week_after_a_day_is_about_a_day() {
    let body = "Governor Ann Berg left the quay of Sund on 15 February. Her deputy Jon Lind closed the bridge a week later.\n";
    assert_eq!(dated("2031-03-04", body), [("2031-02-15".into(), 1), ("2031-02-22~".into(), 1)]);
}

#[test]
fn the_today_of_a_speaker_is_the_day_told_before_it() {
    let body = "The swing bridge at Sund jammed open on Monday. “I have waited years for this day,” said Governor Ann Berg.\n";
    assert_eq!(dated("2031-03-05", body), [("2031-03-03".into(), 2)]);
}

#[test]
fn what_somebody_says_of_their_own_day_is_of_what_the_article_opens_with() {
    let opening =
        "The swing bridge of Sund was opened to the ferries on Monday after a long repair.";
    let other = "Fishermen had asked for a tunnel.";
    let told = |speech: &str| dated("2031-03-03", &format!("{opening}\n\n{other}\n\n{speech}\n"));
    let days = |passages: &[usize]| -> Vec<_> {
        passages.iter().map(|count| ("2031-03-03".to_owned(), *count)).collect()
    };
    assert_eq!(
        told("“We have waited years for this morning,” said Governor Ann Berg."),
        days(&[2])
    );
    let elsewhere = told("“The mill at Bergen burned down this morning,” said Governor Ann Berg.");
    assert_eq!(elsewhere, days(&[1, 1]), "that is another matter");
}

#[test]
fn how_many_were_hurt_is_of_what_the_article_opens_with() {
    let opening = "A crane fell on a shed in the harbour of Oslo on Monday during the storm.";
    let told = |next: &str| dated("2031-03-04", &format!("{opening}\n\n{next}\n"));
    let passages = |count| [("2031-03-03".to_owned(), count)];
    assert_eq!(told("Four people were killed and the quay was closed."), passages(2));
    assert_eq!(told("Four boats lay at the quay."), passages(1));
    assert_eq!(told("Four people were killed there in 2029.").len(), 2, "that was another time");
}

#[test]
fn how_somebody_lives_and_what_a_price_is_measured_by_date_nothing() {
    let opening = "The ferry from Sund has left for the northern islands with forty boats.";
    let told = |next: &str| dated("2031-03-05", &format!("{opening}\n\n{next}\n"));
    let alone = [("2031-03-05".to_owned(), 1)];
    let since = "“I have been full since Saturday,” said Tuva Lind, who keeps an inn at Moss.";
    assert_eq!(told(since), alone);
    assert_eq!(told("The offer for the mill is 38% above its closing price on Friday."), alone);
    assert_eq!(told("Shares of the mill fell to their closing price on Friday.").len(), 2);
}

#[test]
fn a_day_told_in_two_ways_is_told_once() {
    let body =
        "The swing bridge at Sund was opened on Monday, 3 March, at 6.12am to the ferries.\n";
    assert_eq!(dated("2031-03-05", body), [("2031-03-03".into(), 1)]);
}

#[test]
fn what_had_come_about_by_a_day_is_of_that_day() {
    let body = "Some 3,000 people of Sund had been moved to schools by Monday noon.\n";
    assert_eq!(dated("2031-03-05", body), [("2031-03-03".into(), 1)]);
}

#[test]
fn an_article_that_tells_of_its_own_changes_tells_no_event() {
    let body = "Berg left.\n\nUpdate: This story was updated on Tuesday with more details.\n";
    assert_eq!(dated("2031-03-05", body), []);
}

#[test]
fn a_plan_that_one_account_tells_as_done_is_none_any_more() {
    let plan = "Dockers in Oslo will march to the harbour hall on Thursday against the new law.\n";
    let done = "Dockers in Oslo marched to the harbour hall on Thursday against the new law.\n";
    let planned = |articles: &[(ArticleId, Article)]| -> Vec<bool> {
        gathered(articles).events.iter().map(|event| event.planned).collect()
    };
    let before = [("a", "Harbour Post"), ("b", "Oslo Courier")];
    let mut articles = before.map(|(id, outlet)| written(id, outlet, "2031-03-05", plan)).to_vec();
    assert_eq!(planned(&articles), [true]);
    articles.push(written("c", "Flanders Daily", "2031-03-08", done));
    assert_eq!(planned(&articles), [false]);
}

#[test]
fn an_event_is_headed_by_the_report_of_it_and_not_by_the_plan() {
    let plan = "The dockers of Oslo will march to the harbour hall on Thursday against the new harbour law.\n";
    let later =
        "Dockers of Oslo marched to the harbour hall on March 6 against the new harbour law.\n";
    let done =
        "Thousands of dockers marched to the harbour hall of Oslo on Thursday against the law.\n";
    let articles = [
        written("a", "Harbour Post", "2031-03-04", plan),
        written("b", "Oslo Courier", "2031-04-02", later),
        written("c", "Flanders Daily", "2031-03-07", done),
    ];
    let heads: Vec<String> =
        gathered(&articles).events.iter().map(|event| event.headline.text.clone()).collect();
    assert_eq!(heads, [done.trim_end_matches(".\n")]);
}

#[test]
fn a_day_that_something_was_put_off_from_is_planned_for_good() {
    let planned = |body: &str| -> Vec<(String, bool)> {
        let events = gathered(&[written("a", "Harbour Post", "2031-03-20", body)]).events;
        events.iter().map(|event| (event.date.unwrap().to_string(), event.planned)).collect()
    };
    let march = |planned| [("2031-03-08".to_owned(), planned)];
    assert_eq!(planned("The dockers of Oslo marched to the harbour on 8 March.\n"), march(false));
    assert_eq!(planned("A dockers’ march planned for 8 March was called off.\n"), march(true));
    assert_eq!(planned("The dockers of Oslo had been due to march on 8 March.\n"), march(true));
    let wait = "The dockers of Oslo have until 28 March to accept the new law.\n";
    assert_eq!(planned(wait), [("../2031-03-28".to_owned(), true)]);
    let promise = "Governor Ann Berg announced that she would leave office this month.\n";
    assert_eq!(planned(promise), [("2031-03".to_owned(), true)]);
}

#[test]
fn what_goes_on_after_a_sentence_of_two_dates_is_of_its_main_one() {
    let body = "The lander set down on the northern floor of Berg Crater on Thursday, near the spot that Ann Berg had picked a week earlier. “We are down, we are down,” she said.\n";
    let events = gathered(&[written("a", "Harbour Post", "2031-03-07", body)]).events;
    let of_quote = events.iter().find(|event| event.passages.len() == 2).unwrap();
    assert_eq!(of_quote.date.unwrap().to_string(), "2031-03-06");
}

#[test]
fn an_opening_without_a_day_is_of_the_one_that_the_next_sentence_tells() {
    let next = "They were taken from a flat near the docks on Monday evening.\n";
    let opening = "Police have arrested two men over the theft at the Sund Museum.";
    assert_eq!(dated("2031-03-05", &format!("{opening} {next}")), [("2031-03-03".into(), 2)]);
    let said = "Two men have been arrested over the theft at the Sund Museum, police said today.";
    assert_eq!(dated("2031-03-05", &format!("{said} {next}")), [("2031-03-03".into(), 2)]);
}

#[test]
fn what_is_quoted_after_a_plan_is_of_what_was_told_before_it() {
    let body = "Governor Ann Berg opened the harbour bridge in Oslo on Tuesday. The northern quay will open on March 24. “Two strong towns have become one,” Berg told reporters.\n";
    assert_eq!(dated("2031-03-05", body), [("2031-03-04".into(), 2), ("2031-03-24".into(), 1)]);
}

#[test]
fn words_quoted_in_the_next_paragraph_are_of_the_event_if_their_speaker_is() {
    let quoted = |speech: &str| {
        let body = format!(
            "Governor Ann Berg opened the harbour bridge in Oslo on Tuesday.\n\n{speech}\n"
        );
        dated("2031-03-05", &body)
    };
    let count = |passages| [("2031-03-04".to_owned(), passages)];
    assert_eq!(quoted("“Two strong towns have become one,” Berg told reporters."), count(2));
    assert_eq!(quoted("“I lost my boat to it,” a fisherman told reporters."), count(1));
    let second = "“I lost my boat to it,” said Per Dahl. “And nobody asked me.”";
    assert_eq!(quoted(second), count(1), "nor does the second half of such words join alone");
    let added = "Per Dahl lost his boat. He added: “And nobody asked me.”";
    assert_eq!(quoted(added), count(1));
}

#[test]
fn what_was_hoped_for_by_a_day_and_came_about_by_then_is_one_event() {
    let hoped = "Crews hope to have the Ridge fire near Sund fully contained by Sunday.\n";
    let done = "The Ridge fire near Sund was declared fully contained on Sunday evening.\n";
    let events = gathered(&[
        written("a", "Harbour Post", "2031-03-05", hoped),
        written("b", "Oslo Courier", "2031-03-10", done),
    ])
    .events;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].date.unwrap().to_string(), "2031-03-09");
    assert!(!events[0].planned);
}

#[test]
fn an_event_that_another_article_dates_by_month_is_one_with_the_only_day_that_it_may_be() {
    let mill = "A paper mill near Bergen burned down on 11 May 2031, and nobody was hurt.\n";
    let corpus = |month: &str| {
        gathered(&[
            written("a", "Harbour Post", "2032-03-05", month),
            written("c", "Flanders Daily", "2032-03-05", mill),
            written(
                "b",
                "Oslo Courier",
                "2032-03-06",
                "Police charged Dahl and Moe on 3 May 2031, but a shortage of barristers twice delayed the trial.\n",
            ),
        ])
    };
    let same = "Both men were charged in May last year after a police inquiry into the fall of the quay.\n";
    assert_eq!(corpus(same).events.len(), 2);
    let other =
        "Both boats were sold in May last year after a long inquiry into the fall of the quay.\n";
    assert_eq!(corpus(other).events.len(), 3);
}

#[test]
fn a_day_counted_from_one_of_the_next_month_is_of_that() {
    let counted =
        "Governor Ann Berg resigned on Friday, nine days before dockers vote on the harbour law.\n";
    let voted = "Dockers in Oslo voted on the harbour law on Sunday.\n";
    let corpus = gathered(&[
        written("a", "Harbour Post", "2031-03-29", counted),
        written("b", "Oslo Courier", "2031-04-07", voted),
    ]);
    assert_eq!(passages(&corpus), [vec![counted.trim()], vec![voted.trim(), counted.trim()]]);
}

#[test]
fn an_inexact_date_parts_no_event_of_its_day() {
    let bridge = "The swing bridge at Sund jammed open on 3 March 2031.\n";
    let mill = "A paper mill burned down near Berg around 3 March 2031.\n";
    let corpus = gathered(&[
        written("a", "Harbour Post", "2031-03-04", bridge),
        written("b", "Oslo Courier", "2031-03-04", mill),
        written("c", "Coast Radio", "2031-03-04", bridge),
    ]);
    assert_eq!(corpus.events.len(), 2, "{:?}", passages(&corpus));
}

fn passages(corpus: &Corpus) -> Vec<Vec<&str>> {
    let events = corpus.events.iter();
    events.map(|event| event.passages.iter().map(|one| one.text.as_str()).collect()).collect()
}

#[test]
fn a_meeting_to_come_this_week_is_not_one_of_its_days_that_passed() {
    let met = "Governor Ann Berg met Mayor Per Dahl in Bergen on Tuesday about the harbour law.";
    let to_come =
        "Governor Ann Berg will meet Mayor Per Dahl in Bergen this week about the bridge.";
    let corpus = gathered(&[
        written("a", "Harbour Post", "2031-03-05", met),
        written("b", "Oslo Courier", "2031-03-05", to_come),
    ]);
    assert_eq!(passages(&corpus).len(), 2);
    let sooner = [
        written("a", "Harbour Post", "2031-03-05", met),
        written("b", "Oslo Courier", "2031-03-03", to_come),
    ];
    assert_eq!(passages(&gathered(&sooner)), [[to_come, met]]);
}

#[test]
fn a_main_clause_without_a_date_tells_of_its_own_event() {
    let signed = "Governor Ann Berg signed the harbour law in Oslo on Tuesday before the dockers.";
    let both = "Ann Berg, who opened a school near Bergen last month, signed the harbour law in Oslo before the dockers.";
    let corpus = gathered(&[
        written("a", "Harbour Post", "2031-03-05", signed),
        written("b", "Oslo Courier", "2031-03-05", both),
    ]);
    assert_eq!(passages(&corpus), [vec![both], vec![signed, both]]);
}

#[test]
fn words_quoted_after_a_thing_of_the_past_are_of_today() {
    let signed = "Governor Ann Berg signed the law on the northern harbour in Oslo on Tuesday.";
    let past = "Berg said Oslo would never give the northern harbour back to the shipyard that had bought it cheaply, which went bankrupt in 2024.";
    let quoted = "“The harbour belongs to Oslo,” Berg said.";
    let text = format!("{signed} {past}\n\n{quoted}");
    let corpus = gathered(&[written("a", "Harbour Post", "2031-03-05", &text)]);
    assert_eq!(passages(&corpus), [vec![past], vec![signed, past, quoted]]);
}

#[test]
fn a_sentence_of_the_same_paragraph_that_takes_up_a_word_is_of_the_same_event() {
    let dated = "Governor Ann Berg signed the harbour law in Oslo on Tuesday.";
    let goes_on = "The dockers of Oslo cheered outside the town hall.";
    let elsewhere = "The Courier sells more papers than ever.";
    let corpus = gathered(&[written(
        "a",
        "Harbour Post",
        "2031-03-05",
        &format!("{dated} {goes_on}\n\n{elsewhere}"),
    )]);
    assert_eq!(passages(&corpus), [[dated, goes_on]]);
}

#[test]
fn every_passage_is_its_articles_own_words() {
    let articles = story();
    for event in gathered(&articles).events {
        for passage in event.passages {
            let (_, article) = articles.iter().find(|(id, _)| *id == passage.article).unwrap();
            assert_eq!(passage.span.of(&article.body), passage.text);
        }
    }
}

#[test]
fn a_caption_may_date_an_event() {
    let (id, mut article) = written(
        "p",
        "Harbour Post",
        "2031-03-12",
        "Governor Ann Berg met Mayor Per Dahl in Bergen last week to settle the harbour quarrel.\n",
    );
    let caption =
        "Governor Ann Berg meets Mayor Per Dahl at the town hall in Bergen, Norway, March 6, 2031.";
    article.front.image = Some(Image { caption: Some(caption.into()), ..Image::default() });
    let corpus = gathered(&[(id, article)]);
    let dates: Vec<_> = corpus.events.iter().map(|event| event.date.unwrap().to_string()).collect();
    assert_eq!(dates, ["2031-03-06"]);
}

#[test]
fn by_one_last_week_an_article_means_one_matter() {
    let caption = "Governor Ann Berg meets Mayor Per Dahl in Bergen, Norway, March 6, 2031.";
    let met =
        "Governor Ann Berg met Mayor Per Dahl in Bergen last week to settle the harbour quarrel.";
    let offer = "Oslo offered last week to leave the cranes of the harbour to the dockers of the northern quay if the quarrel was over.";
    let other = "The county shut two schools and a library last week.";
    let (id, mut article) =
        written("p", "Harbour Post", "2031-03-12", &format!("{met}\n\n{offer}\n\n{other}"));
    article.front.image = Some(Image { caption: Some(caption.into()), ..Image::default() });
    let corpus = gathered(&[(id, article)]);
    assert_eq!(passages(&corpus), [vec![other], vec![met, offer, caption]]);
}

#[test]
fn an_id_stays_when_other_accounts_come() {
    let alone = gathered(&story()[..1]);
    let all = gathered(&story());
    let law = |corpus: &Corpus| {
        let event = corpus.events.iter().find(|event| event.headline.text.contains("harbour law"));
        event.unwrap().id.clone()
    };
    assert_eq!(law(&alone), law(&all));
}

/// The corpus with what a person wrote, and the lines of the problems.
fn with_desk(files: &[(&str, &str)]) -> (Corpus, Vec<u32>) {
    let files: Vec<_> = files.iter().map(|(path, text)| DeskFile { path, text }).collect();
    let desk = dateline::desk::read(&files, &dateline::config::Limits::default()).value;
    let articles = story();
    let cited: Vec<CitedText> = articles
        .iter()
        .map(|(id, article)| CitedText {
            id: id.clone(),
            body: article.body.clone(),
            ..CitedText::default()
        })
        .collect();
    let gists: Vec<Gist> = articles.iter().map(summarised).collect();
    let reported = gather(&gists, kin(&articles), (&desk, &cited));
    (reported.value, reported.problems.iter().map(|problem| problem.line).collect())
}

#[test]
fn exact_words_that_are_gone_are_reported_and_shown_nowhere() {
    let note = "---\narticle: e\ntext: Water fell in the streets of Ghent\n---\nA note.\n";
    let (corpus, lines) = with_desk(&[("content/notes/gone.md", note)]);
    assert_eq!((corpus.notes.len(), lines), (0, vec![3]));
    let (corpus, lines) = with_desk(&[("content/notes/here.md", &note.replace("fell", "rose"))]);
    assert_eq!((corpus.notes.len(), lines), (1, vec![]));
}

#[test]
fn a_file_that_only_names_an_event_has_reviewed_it_and_one_that_hides_it_takes_it_away() {
    let id = gathered(&story()).events[0].id.0.clone();
    let (corpus, _) = with_desk(&[("content/events/x.md", &format!("---\nevent: {id}\n---\n"))]);
    assert_eq!(
        corpus.events.iter().find(|event| event.id.0 == id).unwrap().status,
        Status::Reviewed
    );
    let (corpus, _) =
        with_desk(&[("content/events/x.md", &format!("---\nevent: {id}\nhide: true\n---\n"))]);
    assert!(corpus.events.iter().all(|event| event.id.0 != id));
}

#[test]
fn a_written_event_stands_beside_the_found_ones() {
    let text = "---\ndate: 2031-03\nheadline: A month of floods\npassages:\n  - article: e\n    text: Maes will meet the mayors\n---\nWords of the desk.\n";
    let (corpus, lines) = with_desk(&[("content/events/floods.md", text)]);
    let event = corpus.events.iter().find(|event| event.id.0 == "floods").unwrap();
    assert_eq!((event.status, event.passages.len(), lines), (Status::Written, 1, vec![]));
    assert_eq!(event.outlets, ["Flanders Daily"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_the_articles_changes_nothing(articles in Just(story()).prop_shuffle()) {
        prop_assert_eq!(gathered(&articles), gathered(&story()));
    }
}

/// Remembers every result, as a memo does.
#[derive(Default)]
struct Remembered {
    results: Mutex<BTreeMap<String, String>>,
    made: Mutex<Vec<&'static str>>,
}

impl Recall for Remembered {
    fn recall<T: serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        step: &'static str,
        input: &impl serde::Serialize,
        make: impl FnOnce() -> T,
    ) -> T {
        let key = format!("{step} {}", serde_json::to_string(input).unwrap());
        let known = self.results.lock().unwrap().get(&key).cloned();
        let value = known.unwrap_or_else(|| {
            self.made.lock().unwrap().push(step);
            serde_json::to_string(&make()).unwrap()
        });
        self.results.lock().unwrap().insert(key, value.clone());
        serde_json::from_str(&value).unwrap()
    }
}

/// Gathers some of the articles, each sealed by its place among them all.
fn gathered_again(
    articles: &[(ArticleId, Article)],
    chosen: &[bool],
    recall: &Remembered,
) -> Corpus {
    let kept: Vec<_> = articles.iter().enumerate().filter(|(place, _)| chosen[*place]).collect();
    let gists: Vec<(Seal, Gist)> =
        kept.iter().map(|(place, article)| (*place as Seal, summarised(article))).collect();
    let sealed =
        gists.iter().map(|(seal, gist)| Sealed { gist, seal: *seal, names: *seal }).collect();
    let kin = kin(kept.iter().map(|(_, article)| *article));
    gather_again(sealed, kin, (&Desk::default(), &[]), recall).value
}

/// Articles of several months: the story, told again later, with an edited version of one of them.
fn chronicle() -> Vec<(ArticleId, Article)> {
    let mut articles = story();
    for (id, day) in [("f", "2031-03-31"), ("g", "2031-04-02"), ("h", "2031-05-14")] {
        let body = "Governor Ann Berg opened the quay in Oslo last week, Mayor Per Dahl said.\n\nShe thanked the dockers.\n\nThe quay in Oslo that Governor Berg opened was paid for by the city.\n\nGovernor Ann Berg closed the old Oslo quay on Monday.\n";
        articles.push(written(id, &format!("Outlet {id}"), day, body));
        let told = "In March 2031 Governor Ann Berg signed the harbour law in Oslo and opened the quay. Berg and Dahl meet this month.\n";
        articles.push(written(&format!("{id}2"), "Harbour Post", day, told));
    }
    articles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_history_of_articles_is_gathered_as_if_they_had_always_been_there(
        history in prop::collection::vec(prop::collection::vec(any::<bool>(), 11), 1..6)
    ) {
        let articles = chronicle();
        let recall = Remembered::default();
        for chosen in history {
            let again = gathered_again(&articles, &chosen, &recall);
            let kept: Vec<_> = articles.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(one, _)| one.clone()).collect();
            prop_assert_eq!(again, gathered(&kept));
        }
    }
}

#[test]
fn a_new_article_touches_its_own_months_alone() {
    let articles = chronicle();
    let recall = Remembered::default();
    let mut chosen = vec![true; articles.len()];
    chosen[9] = false;
    gathered_again(&articles, &chosen, &recall);
    let all = recall.made.lock().unwrap().drain(..).count();
    chosen[9] = true;
    gathered_again(&articles, &chosen, &recall);
    let made = recall.made.lock().unwrap().clone();
    assert!(made.contains(&"cluster") && made.len() * 2 < all, "{made:?} of {all}");
    recall.made.lock().unwrap().clear();
    gathered_again(&articles, &chosen, &recall);
    assert!(recall.made.lock().unwrap().is_empty());
}

/// The five labelled articles as they are gathered, with the labels; `None`, said loudly, where they are not at hand.
fn labelled() -> Option<(Corpus, serde_json::Value)> {
    let (seeds, gold) = (shared("seeds")?, shared("data/seeds-gold.json")?);
    let gold = std::fs::read_to_string(gold).unwrap();
    let config = dateline::config::Config::default();
    let desk = Desk::default();
    let rules = dateline::article::Rules { config: &config, aliases: &desk.aliases };
    let mut articles = Vec::new();
    for path in std::fs::read_dir(seeds).unwrap() {
        let path = path.unwrap().path();
        let name = format!("content/scrapes/{}", path.file_name().unwrap().to_string_lossy());
        let bytes = std::fs::read(&path).unwrap();
        for scrape in dateline::scrape::read(&name, &bytes, &config.limits).value {
            let article = dateline::article::normalise(&scrape, rules).value.article;
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            articles.push((ArticleId(stem), article));
        }
    }
    Some((gathered(&articles), serde_json::from_str(&gold).unwrap()))
}

#[test]
fn the_labelled_storys_copies_are_found_and_nothing_else() {
    let Some((corpus, _)) = labelled() else { return };
    let short = |id: &ArticleId| id.as_str().get(..3).unwrap().to_owned();
    let found: Vec<_> = corpus
        .families
        .iter()
        .flat_map(|family| {
            family.copies.iter().map(|copy| (short(&family.lead), short(&copy.article), copy.kind))
        })
        .collect();
    use dateline::corpus::CopyKind::{Derived, NearDuplicate};
    let wanted =
        [("000".into(), "001".into(), Derived), ("002".into(), "003".into(), NearDuplicate)];
    assert_eq!(found, wanted);
}

#[test]
fn the_labelled_storys_undated_articles_have_their_day_and_a_reason() {
    let Some((corpus, _)) = labelled() else { return };
    for (id, published) in &corpus.published {
        let day = published.value.map(|stamp| stamp.day.to_string());
        assert_eq!(day.as_deref(), Some("2025-04-23"), "{id:?}");
        let told = published.reason.is_some() && !published.from.is_empty();
        assert!(told || published.basis == Basis::Stated, "{id:?}");
    }
}

#[test]
fn the_labelled_storys_dates_are_found() {
    let Some((corpus, gold)) = labelled() else { return };
    let wanted: std::collections::BTreeSet<String> = gold["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["date"].as_str())
        .map(str::to_owned)
        .collect();
    let found: std::collections::BTreeSet<String> =
        corpus.events.iter().filter_map(|event| event.date).map(as_labelled).collect();
    let right = wanted.intersection(&found).count();
    let score = 200 * right / (wanted.len() + found.len());
    assert!(
        score >= 95,
        "date F1 {score}; missing {:?}, beside them {:?}",
        wanted.difference(&found).collect::<Vec<_>>(),
        found.difference(&wanted).collect::<Vec<_>>()
    );
}

/// A date as the labels write it: a week by its number, a deadline by its end.
fn as_labelled(date: dateline::date::Edtf) -> String {
    match (date.begin, date.end, date.days()) {
        (Some(_), Some(_), Some(7)) => {
            let (year, week) = date.first().unwrap().week();
            format!("{year}-W{week:02}")
        }
        (None, Some(end), _) => end.to_string(),
        (Some(begin), _, _) => begin.to_string(),
        (None, None, _) => String::new(),
    }
}

#[test]
fn the_labelled_storys_channels_that_differ_are_side_by_side() {
    let Some((corpus, _)) = labelled() else { return };
    let channel = |difference: &&dateline::corpus::Difference| {
        difference.kind == dateline::corpus::DifferenceKind::Channel
    };
    assert_eq!(corpus.differences.iter().filter(channel).count(), 1, "{:#?}", corpus.differences);
}
