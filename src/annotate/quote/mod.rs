//! What somebody said, who, and by which words we know.
//!
//! Marks are paired inside a block ([`marks`]); each quote is then given to who its own sentence names ([`cue`]), or to the
//! speaker of the quote before it in the same paragraph. Never across paragraphs: measured elsewhere, that is right 7 times
//! in 100. A quote that nothing attributes stays unattributed.

mod channel;
mod cue;
mod marks;
mod pronoun;
mod reaction;
mod subject;
pub(super) mod verb;

use super::{Mention, MentionKind, Prose, Sentence};
use crate::markdown::{Block, BlockKind};
use crate::text::Span;
use cue::Cue;
use marks::Quoted;
use serde::{Deserialize, Serialize};

/// Words inside quotation marks, or a run of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The words inside the marks.
    pub span: Span,
    /// Who said them; `None` where the text does not tell.
    pub speaker: Option<Speaker>,
    /// The verb that says so: `said`, `wrote`, `told` …
    pub cue: Option<String>,
    /// How they were said: `a post on X`, `Axios`.
    pub channel: Option<String>,
    /// Whether it is speech (a whole clause) rather than a few words set in marks.
    pub direct: bool,
}

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name the article gives them, or the words that stand for them (`a senior official`).
    pub name: String,
    /// The words that name them here.
    pub span: Option<Span>,
}

/// Quotes of fewer words are a few words set in marks.
const SPEECH: usize = 5;

/// So few words need a speaker to be a quote.
const FEW: usize = 2;

/// The quotes of a text, in order.
pub fn quotes(prose: &Prose, sentences: &[Sentence], mentions: &[Mention]) -> Vec<Quote> {
    let blocks: Vec<Quoted> = prose.blocks.iter().map(|block| marked(prose, block)).collect();
    let everywhere: Vec<Span> =
        blocks.iter().flat_map(|block| block.spans.iter().copied()).collect();
    let mut quotes = posts(prose, mentions);
    let mut open: Option<usize> = None;
    for (index, quoted) in (0_u32..).zip(&blocks) {
        if quoted.spans.is_empty() {
            open = None;
            continue;
        }
        let text = Text {
            prose,
            sentences: in_block(sentences, index),
            all: sentences,
            mentions,
            quoted: &quoted.spans,
            everywhere: &everywhere,
        };
        let from = quotes.len();
        attribute(&text, &mut quotes);
        if let Some(before) = open.filter(|_| quoted.first) {
            go_on(&mut quotes, before, from);
        }
        open = quoted.open.then(|| quotes.len() - 1);
    }
    // A word or two in marks that nobody is told to have said are a title, a nickname or a doubt.
    quotes
        .retain(|quote| quote.direct || quote.speaker.is_some() || count(prose, quote.span) > FEW);
    quotes.sort_by_key(|quote| quote.span);
    quotes
}

fn count(prose: &Prose, span: Span) -> usize {
    span.of(&prose.words).split_whitespace().count()
}

fn marked(prose: &Prose, block: &Block) -> Quoted {
    if matches!(block.kind, BlockKind::Code | BlockKind::Table) {
        return Quoted::default();
    }
    marks::quoted(block.span.of(&prose.words), block.span.start as usize)
}

/// One speech over two paragraphs, the first left open and the second opened anew, has one speaker, wherever it is named.
fn go_on(quotes: &mut [Quote], first: usize, second: usize) {
    let told = |quote: Option<&Quote>| {
        quote.and_then(|one| {
            one.speaker.clone().map(|speaker| (speaker, one.cue.clone(), one.channel.clone()))
        })
    };
    let (one, two) = (told(quotes.get(first)), told(quotes.get(second)));
    let (to, from) = match (one, two) {
        (Some(one), None) => (second, one),
        (None, Some(two)) => (first, two),
        _ => return,
    };
    if let Some(quote) = quotes.get_mut(to) {
        (quote.speaker, quote.cue, quote.channel) = (Some(from.0), from.1, from.2);
    }
}

/// What attribution may look at.
struct Text<'a> {
    prose: &'a Prose,
    /// The sentences of the block.
    sentences: &'a [Sentence],
    all: &'a [Sentence],
    mentions: &'a [Mention],
    /// The quotes of the block, marks not included.
    quoted: &'a [Span],
    /// The quotes of all blocks.
    everywhere: &'a [Span],
}

impl<'a> Text<'a> {
    /// The mentions that lie in these words.
    fn named(&self, window: Span) -> &'a [Mention] {
        let from = self.mentions.partition_point(|one| one.span.start < window.start);
        let to = self.mentions.partition_point(|one| one.span.end <= window.end);
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Whether a sentence begins and ends inside quotes.
    fn is_speech(&self, sentence: Span) -> bool {
        let words = sentence.of(&self.prose.words);
        let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let first = Span::new(sentence.start as usize + lead, sentence.start as usize + lead + 1);
        let last = Span { start: sentence.end.saturating_sub(1), end: sentence.end };
        let closed = words.ends_with(['”', '"', '’', '\'', '»']);
        self.is_quoted(first) && (closed || self.is_quoted(last))
    }

    /// Whether words lie in a quote.
    fn is_quoted(&self, span: Span) -> bool {
        let at = self.everywhere.partition_point(|quote| quote.end < span.end);
        self.everywhere.get(at).is_some_and(|quote| quote.contains(span))
    }
}

fn in_block(sentences: &[Sentence], block: u32) -> &[Sentence] {
    let from = sentences.partition_point(|sentence| sentence.block < block);
    let to = sentences.partition_point(|sentence| sentence.block <= block);
    sentences.get(from..to).unwrap_or_default()
}

/// A block of more quotes is no prose: who speaks is not asked, which would take the square of its length.
const MOST: usize = 100;

/// Gives each quote of a block to its speaker, in order.
fn attribute(text: &Text<'_>, quotes: &mut Vec<Quote>) {
    let mut before: Option<Cue> = None;
    let is_prose = text.quoted.len() <= MOST;
    for span in text.quoted {
        let words = span.of(&text.prose.words);
        let speech = count(text.prose, *span) >= SPEECH;
        let whole = speech || words.ends_with(['.', '!', '?', ',']);
        let own = is_prose.then(|| cue::own(text, *span)).flatten();
        let cue = own.or_else(|| before.clone().filter(|cue| whole && goes_on(text, *span, cue)));
        quotes.push(Quote {
            span: *span,
            speaker: cue.as_ref().map(|cue| cue.speaker.clone()),
            cue: cue.as_ref().and_then(|cue| cue.verb.clone()),
            channel: cue.as_ref().and_then(|cue| cue.channel.clone()),
            direct: speech,
        });
        before = cue.or(before);
    }
}

/// Whether a second quote in the paragraph, with no words of its own about who said it, goes on with the first: unless the
/// words before it, in its sentence, name somebody else.
fn goes_on(text: &Text<'_>, quote: Span, cue: &Cue) -> bool {
    let sentence = text.sentences.iter().rfind(|one| one.span.start <= quote.start);
    let lead = sentence.map(|one| Span { start: one.span.start, end: quote.start });
    let lead = lead.filter(|lead| lead.start < lead.end);
    if cue::is_somebody_elses(text, quote, cue) || cue::is_strangers(text, quote) {
        return false;
    }
    let few = count(text.prose, quote) < SPEECH;
    if few && lead.is_some_and(|lead| lead.of(&text.prose.words).contains(char::is_alphanumeric)) {
        return false;
    }
    let named = lead.map(|lead| text.named(lead));
    let others = named.unwrap_or_default().iter();
    !others
        .filter(|one| one.kind == MentionKind::Person && !text.is_quoted(one.span))
        .any(|one| one.name != cue.speaker.name)
}

/// Embedded posts: the paragraphs of a block quote whose last line is `— Name (@name) date`.
fn posts(prose: &Prose, mentions: &[Mention]) -> Vec<Quote> {
    let mut posts = Vec::new();
    let mut open: Vec<Span> = Vec::new();
    for block in &prose.blocks {
        if block.kind != BlockKind::Quote {
            open.clear();
            continue;
        }
        let words = block.span.of(&prose.words);
        let Some(name) = signature(words) else {
            let start = words.len()
                - words.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len();
            open.push(Span::new(block.span.start as usize + start, block.span.end as usize));
            continue;
        };
        let full = mentions
            .iter()
            .find(|one| one.kind == MentionKind::Person && block.span.contains(one.span));
        let speaker = Speaker {
            name: full.map_or(name, |one| one.name.clone()),
            span: full.map(|one| one.span),
        };
        posts.extend(open.drain(..).map(|span| Quote {
            span,
            speaker: Some(speaker.clone()),
            cue: None,
            channel: Some("an embedded post".to_owned()),
            direct: true,
        }));
    }
    posts
}

/// The name of a post's last line.
fn signature(line: &str) -> Option<String> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let rest = line.strip_prefix(['—', '–', '-'])?;
    let (name, _) = rest.split_once("(@")?;
    let name: Vec<&str> = name.split_whitespace().collect();
    (!name.is_empty() && name.len() <= 6).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, annotate};

    /// Each quote with its speaker, cue and channel.
    fn said(text: &str) -> Vec<(String, String, String)> {
        let found = annotate(text, Markup::Text);
        let told = |value: Option<String>| value.unwrap_or_default();
        found
            .quotes
            .into_iter()
            .map(|one| {
                (told(one.speaker.map(|speaker| speaker.name)), told(one.cue), told(one.channel))
            })
            .collect()
    }

    fn speaker(text: &str) -> String {
        said(text).into_iter().next().unwrap_or_default().0
    }

    #[test]
    fn a_name_and_a_verb_after_the_quote_tell_who_said_it() {
        assert_eq!(
            speaker("Dana Holt came late. “We will mend the bridge by Friday,” Holt said."),
            "Dana Holt"
        );
        assert_eq!(
            speaker("“We will mend the bridge by Friday,” said Captain Rolf Jansen, a pilot."),
            "Rolf Jansen"
        );
        assert_eq!(
            speaker("“We will mend the bridge by Friday,” the Foreign Office said."),
            "Foreign Office"
        );
    }

    #[test]
    fn a_name_and_a_verb_before_the_quote_tell_who_said_it() {
        assert_eq!(
            speaker("Dana Holt warned that the town would “walk away” from it."),
            "Dana Holt"
        );
        assert_eq!(
            speaker("A harbour official told reporters: “We will mend the bridge by Friday.”"),
            "A harbour official"
        );
        assert_eq!(
            speaker(
                "Dana Holt, the mayor, added in a post on X that it was ready, “but not to pay.”"
            ),
            "Dana Holt"
        );
    }

    #[test]
    fn a_pronoun_is_the_subject_of_the_sentence_before() {
        assert_eq!(
            speaker(
                "Mayor Dana Holt confirmed Tuesday that Jansen would wait. “It is a matter of days, no more,” she said."
            ),
            "Dana Holt"
        );
    }

    #[test]
    fn a_quote_in_two_parts_has_one_speaker() {
        let both = said(
            "“We go on talking,” said Dana Holt. “There are many details that need to be discussed.”",
        );
        assert_eq!(both.len(), 2);
        assert_eq!(both[0].0, both[1].0);
    }

    #[test]
    fn a_quote_of_the_other_sex_goes_on_with_nobody() {
        let both =
            said("“It was all that we had,” said Mary Holm. “It was a terrible gale,” he said.");
        assert_eq!((both[0].0.as_str(), both[1].0.as_str()), ("Mary Holm", ""));
    }

    #[test]
    fn the_channel_is_told() {
        assert_eq!(
            said("“We will mend the bridge by Friday,” Dana Holt wrote on Telegram.")[0].2,
            "Telegram"
        );
        assert_eq!(
            said("“We will mend the bridge by Friday,” Dana Holt said in a post on X.")[0].2,
            "a post on X"
        );
        assert_eq!(
            said("“We will mend the bridge by Friday,” Dana Holt told the Harbour Times.")[0].2,
            "the Harbour Times"
        );
    }

    #[test]
    fn who_is_spoken_to_is_not_who_speaks() {
        assert_eq!(
            speaker(
                "Dana Holt spoke to Harbour Minister Rolf Jansen and said she liked the “technical meetings”."
            ),
            "Dana Holt"
        );
        assert_eq!(
            speaker(
                "“It was a very long day,” one of the people familiar with the matter told the Harbour Times."
            ),
            "one of the people familiar with the matter"
        );
        assert_eq!(
            speaker(
                "A spokesperson for Prime Minister Dana Holt played down the long delay and said the talks were “good and open”."
            ),
            "A spokesperson for Prime Minister Dana Holt"
        );
    }

    #[test]
    fn it_is_never_a_person() {
        assert_eq!(
            speaker(
                "Dana Holt came late, a day after Norway drafted a paper in which it said there can be no “open sale of boats”."
            ),
            "Norway"
        );
    }

    #[test]
    fn an_offer_by_somebody_is_not_their_speech() {
        assert_eq!(speaker("Under a “fair sheet” offered by Dana Holt, the bridge stays."), "");
    }

    #[test]
    fn an_unattributed_quote_stays_unattributed() {
        assert_eq!(speaker("Dana Holt came late.\n“We will mend the bridge by Friday.”"), "");
    }
}
