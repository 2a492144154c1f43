//! The site's pages, from a small invented story to HTML.

use super::sandbox::Site;
use dateline::article::{Article, ArticleId};
use dateline::config::Config;
use dateline::corpus::entity::Role;
use dateline::corpus::event::EventQuote;
use dateline::corpus::{
    Corpus, Difference, Entity, EntityId, Event, EventId, Headline, Passage, PassagePart,
    Published, Status,
};
use dateline::desk::Desk;
use dateline::render::Renderer;
use dateline::site::{self, Card, Heading, Purpose, Reading, Record, Story, TextDigest, Texts};
use dateline::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A story of two outlets, with everything that pages are made from.
#[derive(Default)]
struct World {
    config: Config,
    desk: Desk,
    corpus: Corpus,
    cards: BTreeMap<ArticleId, Arc<Card>>,
    words: BTreeMap<ArticleId, (TextDigest, Arc<Heading>)>,
    records: BTreeMap<ArticleId, Record>,
}

const BRIDGE: &str = "The footbridge over the mill stream opened on Monday.\n\nMayor Ada Quill said “it will carry us all” to a crowd of 300.\n";
const SPAN: &str = "A crowd of 200 saw the footbridge open on Monday.\n\n<script>alert(1)</script> and [a link](javascript:alert(2)).\n";

impl World {
    fn bridge() -> Self {
        let mut world = Self::default();
        world.article("bridge", "Kestrel Post", "Footbridge <opens>", BRIDGE);
        world.article("span-2", "Harbour Times", "A crowd at the stream", SPAN);
        let one =
            passage("bridge", BRIDGE, "The footbridge over the mill stream opened on Monday.", 0);
        let two = passage("span-2", SPAN, "A crowd of 200 saw the footbridge open on Monday.", 0);
        let said = passage("bridge", BRIDGE, "it will carry us all", 1);
        world.corpus.events = vec![Event {
            id: EventId("footbridge-opens".into()),
            date: "2024-05-06".parse().ok(),
            date_reason: "“Monday” is the Monday before publication.".into(),
            headline: Headline {
                text: "The footbridge over the mill stream opened".into(),
                from: Some(one.clone()),
            },
            status: Status::Auto,
            planned: false,
            pinned: false,
            passages: vec![one.clone(), two.clone()],
            outlets: vec!["Harbour Times".into(), "Kestrel Post".into()],
            independent_outlets: 2,
            people: vec![EntityId("ada-quill".into())],
            places: Vec::new(),
            organisations: Vec::new(),
            quotes: vec![EventQuote {
                passage: said,
                speaker: Some("Ada Quill".into()),
                person: Some(EntityId("ada-quill".into())),
                channel: None,
            }],
            text: String::new(),
            written_in: None,
        }];
        world.corpus.differences = vec![Difference {
            event: EventId("footbridge-opens".into()),
            kind: dateline::corpus::DifferenceKind::Number,
            claims: vec![
                dateline::corpus::Claim {
                    text: "300".into(),
                    passages: vec![passage("bridge", BRIDGE, "300", 1)],
                },
                dateline::corpus::Claim {
                    text: "200".into(),
                    passages: vec![passage("span-2", SPAN, "200", 0)],
                },
            ],
        }];
        world.corpus.entities = Arc::new(vec![Entity {
            id: EntityId("ada-quill".into()),
            kind: dateline::annotate::MentionKind::Person,
            name: "Ada Quill".into(),
            spellings: Vec::new(),
            roles: vec![Role {
                text: "Mayor".into(),
                places: vec![(ArticleId("bridge".into()), 1)],
            }],
            articles: vec![ArticleId("bridge".into()), ArticleId("span-2".into())],
        }]);
        world
    }

    fn article(&mut self, id: &str, outlet: &str, title: &str, body: &str) {
        let id = ArticleId(id.into());
        let mut article = Article { body: body.into(), ..Article::default() };
        article.front.title = Some(title.into());
        article.front.outlet = Some(outlet.into());
        article.front.url = Some(format!(
            "https://{}.example/{}",
            outlet.to_lowercase().replace(' ', "-"),
            id.as_str()
        ));
        article.front.authors = vec!["Noor Vale".into()];
        article.front.tags = vec!["C".into(), "C++".into()];
        let card = Card {
            titled: true,
            outlet: Some(outlet.into()),
            authors: article.front.authors.clone(),
            tags: article.front.tags.clone(),
            url: article.front.url.clone(),
            ..Card::default()
        };
        let published = Published::stated("2024-05-08".parse().ok());
        self.corpus.published.insert(id.clone(), published);
        self.cards.insert(id.clone(), Arc::new(card));
        self.head(id.as_str(), title);
        let annotated = dateline::corpus::gist::Annotated {
            body: dateline::annotate::annotate(body, dateline::annotate::Markup::Markdown),
            ..Default::default()
        };
        self.records.insert(id, Record { article, annotated, ..Record::default() });
    }

    fn head(&mut self, id: &str, title: &str) {
        let heading = Heading { title: Some(title.into()), ..Heading::default() };
        let digest = TextDigest { heading: heading.digest(), ..TextDigest::default() };
        self.words.insert(ArticleId(id.into()), (digest, Arc::new(heading)));
    }

    fn texts(&self) -> Texts {
        let words = self.words.iter();
        Texts::new(words.map(|(id, (digest, heading))| (id.clone(), *digest, Arc::clone(heading))))
    }

    fn story(&self, purpose: Purpose) -> Story<'_> {
        Story {
            config: &self.config,
            purpose,
            desk: &self.desk,
            corpus: &self.corpus,
            cards: &self.cards,
        }
    }

    /// Every page by its path.
    fn pages(&self, purpose: Purpose) -> BTreeMap<String, String> {
        let renderer = Renderer::new(&BTreeMap::new());
        assert_eq!(renderer.problems, []);
        let story = self.story(purpose);
        let plan = site::plan(&story);
        let reading = Reading { story: &story, texts: &self.texts() };
        let page = |page: &site::Page<'_>| {
            let records: Vec<_> = page.needs().into_iter().map(|id| &self.records[id]).collect();
            let context = site::context(page, reading, &records);
            let bytes =
                renderer.value.page(page, &context).unwrap_or_else(|problem| panic!("{problem:?}"));
            (page.permalink.as_str().to_owned(), String::from_utf8(bytes).unwrap())
        };
        plan.iter().map(page).collect()
    }
}

fn passage(article: &str, body: &str, words: &str, block: u32) -> Passage {
    let at = body.find(words).unwrap();
    Passage {
        article: ArticleId(article.into()),
        part: PassagePart::Body,
        span: Span::new(at, at + words.len()),
        text: words.into(),
        block,
    }
}

#[test]
fn every_kind_of_page_renders() {
    let pages = World::bridge().pages(Purpose::Desk);
    for path in [
        "index.html",
        "2024.html",
        "2024/05.html",
        "2024/05/06.html",
        "event/footbridge-opens.html",
        "article/bridge.html",
        "article/index.html",
        "outlet/kestrel-post.html",
        "outlet/index.html",
        "person/ada-quill.html",
        "person/index.html",
        "author/noor-vale.html",
        "tag/c.html",
        "method.html",
        "search.html",
        "404.html",
    ] {
        assert!(pages.contains_key(path), "{path} is missing: {:?}", pages.keys());
    }
}

#[test]
fn an_article_runs_nothing() {
    let pages = World::bridge().pages(Purpose::Desk);
    let page = &pages["article/span-2.html"];
    assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(pages["article/bridge.html"].contains("Footbridge &lt;opens&gt;"));
}

#[test]
fn words_run_in_the_direction_of_their_own_script() {
    let mut world = World::bridge();
    world.article("jisr", "Kestrel Post", "افتتاح الجسر", "افتتح الجسر يوم الاثنين.\n");
    let page = &world.pages(Purpose::Desk)["article/jisr.html"];
    for place in ["<h1 dir=\"auto\">افتتاح", "<p id=\"p1\" dir=\"auto\"><a class=\"n\" dir=\"ltr\""]
    {
        assert!(page.contains(place), "{place}: {page}");
    }
}

#[test]
fn a_reference_leads_to_its_paragraph() {
    let pages = World::bridge().pages(Purpose::Desk);
    assert!(pages["event/footbridge-opens.html"].contains("href=\"../article/span-2.html#p1\""));
    assert!(pages["article/span-2.html"].contains("id=\"p1\""));
}

#[test]
fn what_an_event_cites_is_noted_beside_its_own_paragraph() {
    let mut world = World::bridge();
    let event = &mut world.corpus.events[0];
    event.passages.push(passage("bridge", BRIDGE, "Mayor Ada Quill", 1));
    let page = &world.pages(Purpose::Desk)["article/bridge.html"];
    let (_, second) = page.split_once("id=\"p2\"").unwrap();
    assert!(second.contains("m m-event"), "{page}");
}

#[test]
fn an_event_that_cites_nothing_shows_no_empty_tables() {
    let mut world = World::bridge();
    let event = &mut world.corpus.events[0];
    *event = Event {
        status: Status::Written,
        headline: Headline { from: None, ..event.headline.clone() },
        passages: Vec::new(),
        outlets: Vec::new(),
        quotes: Vec::new(),
        ..event.clone()
    };
    let page = &world.pages(Purpose::Desk)["event/footbridge-opens.html"];
    for nothing in ["0</b> outlets", "<table", "ar-h"] {
        assert!(!page.contains(nothing), "{nothing}: {page}");
    }
}

#[test]
fn a_saying_that_two_events_quote_stands_once_on_the_speakers_page() {
    let mut world = World::bridge();
    let event = world.corpus.events[0].clone();
    world.corpus.events.push(Event { id: EventId("crowd-comes".into()), ..event });
    let page = &world.pages(Purpose::Desk)["person/ada-quill.html"];
    assert_eq!(page.matches("<p>it will carry us all</p>").count(), 1, "{page}");
}

#[test]
fn a_role_leads_to_where_it_is_printed() {
    let page = &World::bridge().pages(Purpose::Desk)["person/ada-quill.html"];
    let after = page.split_once("<dd>Mayor ").unwrap().1;
    assert!(after.starts_with("<a class=\"ref\" href=\"../article/bridge.html#p2\">"), "{after}");
}

#[test]
fn headings_skip_no_rank() {
    let site = Site::sample();
    site.write("content/notes/day.md", "---\nday: 2024-03-04\n---\nA note on a day.\n");
    site.build();
    for (path, page) in site.output() {
        let page = String::from_utf8_lossy(&page).into_owned();
        let ranks = page.split("<h").skip(1).filter_map(|tag| tag.chars().next()?.to_digit(10));
        let ranks: Vec<_> = ranks.collect();
        let skips = ranks.windows(2).any(|pair| pair[1] > pair[0] + 1);
        assert!(!path.ends_with(".html") || !skips, "{path}: {ranks:?}");
    }
}

#[test]
fn what_was_taken_away_says_why() {
    let site = Site::sample();
    site.build();
    let page = String::from_utf8(site.output()["article/courier-bridge-jams.html"].clone());
    assert!(page.unwrap().contains("asks for consent, tells nothing of the story"));
}

/// The pages that show something else after a change.
fn changed(mut world: World, change: impl Fn(&mut World)) -> Vec<String> {
    let keys = |world: &World| -> BTreeMap<String, Vec<site::part::Part>> {
        let plan = site::plan(&world.story(Purpose::Desk));
        let texts = world.texts();
        plan.iter().map(|page| (page.permalink.as_str().to_owned(), page.parts(&texts))).collect()
    };
    let before = keys(&world);
    change(&mut world);
    let after = keys(&world);
    before.keys().filter(|path| before[*path] != after[*path]).cloned().collect()
}

#[test]
fn an_edited_text_renders_its_own_page_alone() {
    let edit =
        |world: &mut World| world.words.get_mut(&ArticleId("bridge".into())).unwrap().0.whole = 1;
    assert_eq!(changed(World::bridge(), edit), ["article/bridge.html"]);
}

#[test]
fn an_edited_headline_renders_the_pages_that_show_it() {
    let changed = changed(World::bridge(), |world| world.head("bridge", "Footbridge closes"));
    let shown = [
        "article/index.html",
        "article/span-2.html",
        "author/noor-vale.html",
        "event/footbridge-opens.html",
    ];
    let shown: BTreeSet<_> = shown.into_iter().collect();
    let changed: BTreeSet<_> = changed.iter().map(String::as_str).collect();
    assert!(shown.is_subset(&changed), "{changed:?}");
    for other in ["index.html", "2024.html", "method.html", "outlet/harbour-times.html"] {
        assert!(!changed.contains(other), "{changed:?}");
    }
}

#[test]
fn a_published_site_holds_quoted_passages_alone() {
    let pages = World::bridge().pages(Purpose::Publish);
    let page = &pages["article/bridge.html"];
    assert!(page.contains("The footbridge over the mill stream opened on Monday."), "{page}");
    assert!(!page.contains("to a crowd of 300"), "{page}");
    assert!(page.contains("id=\"p2\""), "{page}");
}

#[test]
fn one_saying_in_two_wordings_stands_together_with_the_words_that_differ() {
    let mut world = World::bridge();
    let other = "“It shall carry us all,” the mayor said.\n";
    world.article("span-3", "Mill Gazette", "It opens", other);
    let two = EventQuote {
        passage: passage("span-3", other, "It shall carry us all,", 0),
        ..world.corpus.events[0].quotes[0].clone()
    };
    let event = &mut world.corpus.events[0];
    event.passages.push(two.passage.clone());
    event.outlets.push("Mill Gazette".into());
    event.quotes.push(two);
    let pages = world.pages(Purpose::Desk);
    let stack = "<p>it <span class=\"var\">will</span> carry us all</p>\
                 <p>It <span class=\"var\">shall</span> carry us all</p>";
    assert!(pages["index.html"].contains(stack), "{}", pages["index.html"]);
    let compare = &pages["event/footbridge-opens.html"];
    assert!(compare.contains("“It <span class=\"var\">shall</span> carry us all”"), "{compare}");
}

#[test]
fn different_sayings_of_one_speaker_are_no_wordings() {
    let verdict = |saying: &str| {
        let mut world = World::bridge();
        let other = format!("“{saying}” the mayor said.\n");
        world.article("span-3", "Mill Gazette", "It opens", &other);
        let two = EventQuote {
            passage: passage("span-3", &other, saying, 0),
            ..world.corpus.events[0].quotes[0].clone()
        };
        let event = &mut world.corpus.events[0];
        event.passages.push(two.passage.clone());
        event.outlets.push("Mill Gazette".into());
        event.quotes.push(two);
        let page = world.pages(Purpose::Desk).remove("event/footbridge-opens.html").unwrap();
        ["Wording differs", "Other words quoted"].map(|verdict| page.contains(verdict))
    };
    assert_eq!(verdict("It shall carry us all,"), [true, false]);
    assert_eq!(verdict("Nobody paid a toll today,"), [false, true]);
}

#[test]
fn a_crowded_day_has_as_many_pages_as_keep_each_one_small() {
    let mut world = World::bridge();
    let event = world.corpus.events.remove(0);
    let said = passage("bridge", BRIDGE, "it will carry us all", 1);
    for number in 0..24 {
        let (id, outlet) =
            (format!("report-{number}-of-the-bridge"), format!("Kestrel Post {number}"));
        world.article(&id, &outlet, "Footbridge", BRIDGE);
    }
    let reports: Vec<Passage> = world
        .cards
        .keys()
        .map(|id| Passage { article: id.clone(), ..event.passages[0].clone() })
        .collect();
    let quotes: Vec<EventQuote> = reports
        .iter()
        .map(|one| EventQuote {
            passage: Passage { article: one.article.clone(), ..said.clone() },
            ..event.quotes[0].clone()
        })
        .collect();
    let crowd = (0..250).map(|number| Event {
        id: EventId(format!("footbridge-opens-{number}")),
        passages: reports.clone(),
        quotes: quotes.clone(),
        ..event.clone()
    });
    world.corpus.events = crowd.collect();
    let pages = world.pages(Purpose::Desk);
    let periods: Vec<_> = pages
        .iter()
        .filter(|(path, _)| path.starts_with("2024") || path.as_str() == "index.html")
        .collect();
    for (path, page) in &pages {
        let labels = page.split("<nav ").skip(1).filter_map(|nav| nav.split_once("aria-label"));
        let labels: Vec<_> = labels.filter_map(|(_, label)| label.split('"').nth(1)).collect();
        let apart: BTreeSet<_> = labels.iter().collect();
        assert_eq!(apart.len(), labels.len(), "{path}: {labels:?}");
    }
    for (path, page) in &periods {
        let events = page.matches("<li class=\"ev ").count();
        assert!(page.len() <= 350 * 1024 && events <= 100, "{path}: {} B, {events}", page.len());
    }
    for number in 0..250 {
        let id = format!("id=\"e-footbridge-opens-{number}\"");
        let day = periods.iter().filter(|(path, _)| path.starts_with("2024/05/06"));
        assert_eq!(day.filter(|(_, page)| page.contains(&id)).count(), 1, "{id}");
    }
}

#[test]
fn an_event_is_compared_point_by_point_with_a_verdict() {
    let pages = World::bridge().pages(Purpose::Desk);
    let page = &pages["event/footbridge-opens.html"];
    for words in ["Accounts differ", "Ada Quill, quoted", "Only one", "2 points compared"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_page_tells_machines_what_it_is_and_no_word_of_the_text() {
    let pages = World::bridge().pages(Purpose::Desk);
    let json = |path: &str| {
        let (_, after) = pages[path].split_once("application/ld+json\">").unwrap();
        let (json, _) = after.split_once("</script>").unwrap();
        serde_json::from_str::<serde_json::Value>(json).unwrap()
    };
    let article = json("article/bridge.html");
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["headline"], "Footbridge <opens>");
    assert_eq!(article["publisher"]["name"], "Kestrel Post");
    assert!(!article.to_string().contains("mill stream"));
    let event = json("event/footbridge-opens.html");
    assert_eq!((&event["@type"], &event["startDate"]), (&"Event".into(), &"2024-05-06".into()));
    assert!(pages["article/bridge.html"].contains("property=\"og:title\" content=\"Footbridge"));
}

#[test]
fn one_replaced_template_leaves_the_rest() {
    let own = [("404.html".to_owned(), "<p>Nothing here</p>".to_owned())].into();
    let renderer = Renderer::new(&own);
    assert_eq!(renderer.problems, []);
    let built_in = Renderer::new(&BTreeMap::new());
    assert_ne!(renderer.value.closure("404.html"), built_in.value.closure("404.html"));
    assert_eq!(renderer.value.closure("event.html"), built_in.value.closure("event.html"));
}

#[test]
fn a_broken_template_is_named_with_its_line_and_the_built_in_one_stands_in() {
    let own = [("404.html".to_owned(), "<p>\n{% if %}".to_owned())].into();
    let renderer = Renderer::new(&own);
    let problem = &renderer.problems[0];
    assert_eq!((problem.file.as_str(), problem.line), ("templates/404.html", 2), "{problem:?}");
    let built_in = Renderer::new(&BTreeMap::new());
    assert_eq!(renderer.value.closure("404.html"), built_in.value.closure("404.html"));
}
