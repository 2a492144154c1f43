//! Companies, and vessels and the like, as far as the words beside a name tell them.

use super::super::word::Word;
use super::kind::Around;

/// What a company is called right before its name: "carmaker Norrvik".
const FIRMS: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "brewer",
    "carmaker",
    "chipmaker",
    "company",
    "conglomerate",
    "drugmaker",
    "firm",
    "insurer",
    "lender",
    "newspaper",
    "retailer",
    "shipbuilder",
    "startup",
    "steelmaker",
    "supermarket",
];

/// Who leads a company, between its name and theirs: "Norrvik boss Ana Lind".
const LEADERS: &[&str] = &["boss", "chairman", "chairwoman", "chief", "president"];

/// What only a company has: "Norrvik’s shareholders".
const OWNED: &[&str] = &["chairman", "chairwoman", "headquarters", "shareholders", "subsidiary"];

/// What the price of a company does.
const MOVED: &[&str] = &["closed", "fell", "lost", "rose", "sank", "slid", "were"];

/// Things that bear names as people do.
const VESSELS: &[&str] = &[
    "aircraft",
    "asteroid",
    "barge",
    "boat",
    "capsule",
    "comet",
    "cyclone",
    "destroyer",
    "ferry",
    "freighter",
    "frigate",
    "hurricane",
    "icebreaker",
    "lander",
    "lifeboat",
    "liner",
    "orbiter",
    "probe",
    "rocket",
    "rover",
    "satellite",
    "schooner",
    "ship",
    "spacecraft",
    "steamer",
    "storm",
    "submarine",
    "tanker",
    "telescope",
    "trawler",
    "tugboat",
    "typhoon",
    "vessel",
    "warship",
    "yacht",
];

/// Of these, what may be somebody’s as well: "the Lind probe".
const OF_SOMEBODY: &[&str] = &["boat", "probe", "ship", "storm", "yacht"];

/// How sure it is that a name is a company’s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Company {
    /// It has what no person has.
    Certain,
    /// It is called one, unless somebody here has that name.
    Likely,
}

/// Whether the words beside a name tell a company.
pub(super) fn company(around: &Around<'_, '_>) -> Option<Company> {
    let after = |more: usize| around.word(around.chunk.to + more);
    let is = |more: usize, list: &[&str]| after(more).is_some_and(|word| word.is(list));
    if around.is_possessive() {
        let chief = (0..2).any(|more| is(more, &["chief"]) && is(more + 1, &["executive"]));
        return (chief || (0..2).any(|more| is(more, OWNED))).then_some(Company::Certain);
    }
    let follows = |mark: char| around.last().is_some_and(|last| last.after == mark);
    let founded = follows(',') && is(0, &["founded", "headquartered"]);
    let moved = is(0, &["shares"]) && after(1).is_some_and(|verb| is_moved(verb));
    let named = |more: usize| after(more).is_some_and(|word| word.capital && !word.first);
    let led = is(0, LEADERS) && !is(1, &["of"]) && (1..4).any(named);
    let owns = is_past(after(0)) && is(1, &["its"]);
    let before = around.before_titles().and_then(|at| around.word(at));
    let called = before.is_some_and(|word| word.after == ' ' && word.is(FIRMS));
    (founded || called || follows(' ') && (moved || led || owns)).then_some(Company::Likely)
}

/// A verb of the past, as far as its letters tell.
fn is_past(verb: Option<&Word<'_>>) -> bool {
    verb.is_some_and(|verb| {
        !verb.capital
            && (verb.text.ends_with("ed")
                || verb.is(&["cut", "had", "has", "lost", "made", "sold", "won"]))
    })
}

/// "shares jumped": a verb of the past, which "shares" as a verb has none of after it.
fn is_moved(verb: &Word<'_>) -> bool {
    verb.is(MOVED) || verb.text.ends_with("ed") && !verb.capital
}

/// Whether the words beside a name tell a vessel, a storm or the like: "the satellite Aurora", "a ship named Aurora".
pub(super) fn is_vessel(around: &Around<'_, '_>) -> bool {
    let before = around.before_titles().and_then(|at| Some((at, around.word(at)?)));
    let Some((at, last)) = before else { return false };
    let vessel = |at: usize| around.word(at).is_some_and(|word| word.is(VESSELS));
    let named =
        last.is(&["called", "christened", "named"]) && (at.saturating_sub(2)..at).any(vessel);
    let follows =
        around.word(around.chunk.to).is_some_and(|word| word.is(VESSELS) && !word.is(OF_SOMEBODY));
    let whose = around.has_article()
        && !around.is_possessive()
        && around.last().is_some_and(|last| last.after == ' ');
    last.after == ' ' && (last.is(VESSELS) || named) || whose && follows
}
