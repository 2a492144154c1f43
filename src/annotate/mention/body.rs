//! Companies, and vessels and the like, as far as the words beside a name tell them.

use super::super::table::Table;
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
    "Bank",
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

/// What companies, places, works and the like are called after their names, and people never: "Lund, the old capital".
static THINGS: Table = Table::of(&[
    "agency",
    "airport",
    "album",
    "area",
    "band",
    "bank",
    "bay",
    "book",
    "breed",
    "bridge",
    "building",
    "bungalow",
    "cape",
    "capital",
    "castle",
    "cathedral",
    "cave",
    "chain",
    "channel",
    "charity",
    "church",
    "cinema",
    "city",
    "cliff",
    "clinic",
    "club",
    "coalition",
    "college",
    "commune",
    "community",
    "company",
    "competition",
    "computer",
    "conglomerate",
    "consortium",
    "country",
    "county",
    "cove",
    "cup",
    "dam",
    "desert",
    "developer",
    "device",
    "disease",
    "district",
    "documentary",
    "dog",
    "drug",
    "estate",
    "exhibition",
    "factory",
    "farm",
    "festival",
    "field",
    "film",
    "firm",
    "forest",
    "foundation",
    "game",
    "garden",
    "glacier",
    "graveyard",
    "group",
    "hamlet",
    "harbour",
    "hill",
    "horse",
    "hospital",
    "hotel",
    "house",
    "institute",
    "island",
    "islands",
    "jail",
    "lake",
    "library",
    "magazine",
    "maker",
    "mall",
    "manufacturer",
    "market",
    "mine",
    "ministry",
    "monastery",
    "monument",
    "mosque",
    "motorway",
    "mountain",
    "movement",
    "movie",
    "municipality",
    "museum",
    "musical",
    "neighborhood",
    "neighbourhood",
    "network",
    "newspaper",
    "nonprofit",
    "novel",
    "office",
    "opera",
    "operator",
    "organisation",
    "organization",
    "outlet",
    "palace",
    "paper",
    "park",
    "party",
    "peak",
    "peninsula",
    "pipeline",
    "plant",
    "platform",
    "podcast",
    "poem",
    "port",
    "prison",
    "programme",
    "project",
    "province",
    "pub",
    "quarter",
    "race",
    "railway",
    "region",
    "reserve",
    "resort",
    "restaurant",
    "retailer",
    "river",
    "road",
    "robot",
    "ruin",
    "school",
    "sculpture",
    "series",
    "settlement",
    "shop",
    "show",
    "site",
    "software",
    "song",
    "square",
    "stadium",
    "startup",
    "station",
    "store",
    "street",
    "studio",
    "subsidiary",
    "suburb",
    "supermarket",
    "supplier",
    "system",
    "team",
    "temple",
    "territory",
    "theatre",
    "think-tank",
    "tool",
    "tournament",
    "tower",
    "town",
    "township",
    "tribe",
    "union",
    "university",
    "vaccine",
    "valley",
    "venture",
    "village",
    "virus",
    "volcano",
    "waterfall",
    "website",
    "winery",
    "wood",
]);

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
    // "the company, Norrvik, said"
    let apart = kind.is_some_and(|word| word.after == ' ' && word.is(&["the", "its"]));
    let called = before.is_some_and(|word| match word.after {
        ' ' => word.is(FIRMS) || grouped(word),
        ',' => word.is(FIRMS) && apart,
        _ => false,
    });
    let likely = founded || called || is_run(around) || follows(' ') && (moved || led || owns);
    likely.then_some(Company::Likely)
}

/// "the chief executive of Norrvik": what only a company has, before "of".
fn is_run(around: &Around<'_, '_>) -> bool {
    let before =
        |back: usize| around.before_titles().and_then(|at| around.word(at.checked_sub(back)?));
    let is = |back: usize, word: &str| before(back).is_some_and(|other| other.is(&[word]));
    let chief = is(1, "executive") && is(2, "chief") || is(1, "director") && is(2, "managing");
    is(0, "of") && (chief || is(1, "ceo"))
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

/// Whether the words after a name and an article tell what no person is: "Lund, a town of", "Aurora, the climate satellite".
pub(super) fn is_thing(around: &Around<'_, '_>) -> bool {
    const ENDS: &[&str] = &[
        "about", "above", "at", "below", "by", "for", "from", "in", "near", "of", "on", "that",
        "to", "where", "which", "with",
    ];
    let mut own = Vec::new();
    for word in (1..5).filter_map(|more| around.word(around.chunk.to + more)) {
        if word.is(ENDS) {
            break;
        }
        own.push(word);
        if word.after != ' ' {
            break;
        }
    }
    let thing = |word: &&Word<'_>| !word.possessive && (THINGS.has(word.text) || word.is(VESSELS));
    own.iter().any(thing) && !own.iter().any(|word| table::CALLINGS.has(word.text))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_sorted() {
        assert_eq!(THINGS.unsorted(), None);
    }
}
