//! Companies, and vessels and the like, as far as the words beside a name tell them.

use super::super::word::Word;
use super::gazetteer as table;
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

/// What a company has more than people have: "Norrvik’s profits".
const TRADE: &[&str] = &[
    "board",
    "brands",
    "customers",
    "directors",
    "dividend",
    "earnings",
    "employees",
    "factories",
    "factory",
    "investors",
    "output",
    "plant",
    "plants",
    "products",
    "profit",
    "profits",
    "revenue",
    "revenues",
    "sales",
    "share",
    "shares",
    "staff",
    "stock",
    "stores",
    "turnover",
    "workers",
    "workforce",
];

/// What companies’ names end with, that stands for nothing without the name.
const TRADES: &[&str] = &[
    "Airlines",
    "Airways",
    "Brewery",
    "Capital",
    "Chemicals",
    "Dynamics",
    "Electric",
    "Electronics",
    "Energy",
    "Enterprises",
    "Entertainment",
    "Farms",
    "Foods",
    "Group",
    "Healthcare",
    "Holdings",
    "Industries",
    "Insurance",
    "Investments",
    "Labs",
    "Logistics",
    "Motors",
    "Partners",
    "Petroleum",
    "Pharmaceuticals",
    "Productions",
    "Resources",
    "Securities",
    "Shipping",
    "Stores",
    "Studios",
    "Supermarkets",
    "Systems",
    "Technologies",
    "Telecom",
    "Ventures",
    "Works",
];

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
    let led = is(0, LEADERS) && !is(1, &["of"]) && (1..4).any(named) && !is_quality(around);
    let owns = is_past(after(0)) && is(1, &["its"]);
    let before = around.before_titles().and_then(|at| around.word(at));
    let given = around.chunk.name.first().is_some_and(|first| table::given(first).is_some());
    let kind = around.before_titles().and_then(|at| around.word(at.checked_sub(1)?));
    // "the food group Norrvik"; "the group" may be anybody's.
    let grouped = |word: &Word<'_>| {
        word.is(&["group"])
            && !word.possessive
            && !given
            && kind.is_some_and(|kind| {
                kind.after == ' ' && !kind.capital && !kind.is(&["a", "the", "this"])
            })
    };
    let called = before.is_some_and(|word| word.after == ' ' && (word.is(FIRMS) || grouped(word)));
    (founded || called || follows(' ') && (moved || led || owns)).then_some(Company::Likely)
}

/// Whether a name owns what companies own.
pub(super) fn trades(around: &Around<'_, '_>) -> bool {
    let owned = |more: usize| {
        around.word(around.chunk.to + more).is_some_and(|word| word.is(TRADE) || word.is(OWNED))
    };
    around.is_possessive() && (0..3).any(owned)
}

/// Whether the first word of a company's name stands for it alone: "Quill Foods", and not "National Bank".
pub(super) fn is_trading(name: &[&str]) -> bool {
    let [first, rest @ ..] = name else { return false };
    let ends = rest.iter().all(|word| TRADES.contains(word) || table::COMPANY_ENDS.has(word));
    ends && (1..3).contains(&rest.len())
        && first.len() > 2
        && !table::HEADS.has(first)
        && !table::TITLE_PARTS.has(first)
        && table::given(first).is_none()
        && table::country(first).is_none()
        && !table::is_known_place(first)
}

/// "Acting president Ana Lind": what kind of leader it is, and no name.
fn is_quality(around: &Around<'_, '_>) -> bool {
    const OFFICE: &[&str] =
        &["Disgraced", "Incoming", "Longtime", "Ousted", "Outgoing", "Retiring"];
    let [word] = around.chunk.name.as_slice() else { return false };
    table::TITLE_PARTS.has(word) || table::HEADS.has(word) || OFFICE.contains(word)
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
