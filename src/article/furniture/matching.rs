//! How a rule is held against one line.

mod share;

use crate::date::{CHANGED, PUBLISHED, written};
pub(super) use share::is_share_bar;

/// How a rule is held against a line, in lower case and without marks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// The whole line is one of these.
    Whole(&'static [&'static str]),
    /// The line begins with one of these and is at most so long.
    Begins(&'static [&'static str], usize),
    /// The line holds all of these and is at most so long.
    Holds(&'static [&'static str], usize),
    /// The line holds one of these and is at most so long.
    HoldsOne(&'static [&'static str], usize),
    /// Something that a list cannot say.
    Test(fn(&str) -> bool),
}

/// Longest line, in bytes, that is held against whole ones.
const WHOLE: usize = 100;

impl Form {
    /// Whether it takes `line`, given in lower case and without marks.
    pub(super) fn takes(self, line: &str) -> bool {
        match self {
            // Most lines of a text are longer than all that is matched whole.
            Self::Whole(_) if line.len() > WHOLE => false,
            Self::Whole(lines) => {
                lines.contains(&line.trim_end_matches(['.', ':', '»', '>', '!', ' ']))
            }
            Self::Begins(words, most) => {
                let takes = |words: &&str| {
                    line.starts_with(words) && (words.ends_with(':') || !is_told(line))
                };
                line.len() <= most && words.iter().any(takes)
            }
            Self::Holds(words, most) => {
                line.len() <= most
                    && words.iter().all(|words| line.contains(words))
                    && !is_told(line)
            }
            Self::HoldsOne(words, most) => {
                line.len() <= most
                    && words.iter().any(|words| line.contains(words))
                    && !is_told(line)
            }
            Self::Test(test) => test(line),
        }
    }
}

/// Whether a line says who said it, and so tells what somebody asked rather than asking it: "Please donate, the sign said."
fn is_told(line: &str) -> bool {
    const SAID: &[&str] = &[
        "announced",
        "argued",
        "asked",
        "claimed",
        "declared",
        "found",
        "heard",
        "reads",
        "ruled",
        "said",
        "says",
        "shouted",
        "told",
        "warned",
        "wrote",
    ];
    let mut words = line.split(|c: char| !c.is_alphanumeric());
    line.ends_with(['.', '”', '"']) && words.any(|word| SAID.binary_search(&word).is_ok())
}

pub(super) fn is_placeholder(line: &str) -> bool {
    let one_word = !line.contains(char::is_whitespace);
    let named = one_word && (line.contains("binary_") || line.contains("viewimage"));
    let file = one_word
        && [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| line.ends_with(end))
        && !line.contains("://");
    let empty = matches!(line, "[image]" | "[photo]" | "[video]" | "image" | "image:" | "photo:");
    named || file || empty
}

/// What stands before how long a text takes to read, in lower case.
const READING: &[&str] = &[
    "czas czytania",
    "durée de lecture",
    "estimated reading time",
    "lecture",
    "leestijd",
    "lesedauer",
    "lesezeit",
    "okuma süresi",
    "reading time",
    "temps de lecture",
    "tempo de leitura",
    "tempo di lettura",
    "tiempo de lectura",
    "время чтения",
    "час читання",
];

/// What offers a text as sound, in lower case.
const LISTENING: &[&str] = &[
    "artikel anhören",
    "ascolta l'articolo",
    "ascolta questo articolo",
    "escucha este artículo",
    "escuchar artículo",
    "escuchar este artículo",
    "listen to article",
    "listen to the article",
    "listen to this article",
    "listen to this story",
    "luister naar dit artikel",
    "ouvir artigo",
    "posłuchaj artykułu",
    "ouvir este artigo",
    "écouter cet article",
    "écouter l'article",
    "прослушать статью",
];

/// "Listen to this article 4 min": an offer, and hardly more.
pub(super) fn is_listening(line: &str) -> bool {
    const MOST: usize = 25;
    let rest = LISTENING.iter().find_map(|words| line.strip_prefix(words));
    rest.is_some_and(|rest| rest.len() <= MOST)
}

pub(super) fn is_count(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let number = first.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '–'));
    let range = first.contains(['-', '–']);
    let what = matches!(
        (words.next(), words.next(), words.next()),
        (Some("min" | "mins" | "minute" | "minutes"), Some("read"), None)
            | (
                Some(
                    "min"
                        | "comments"
                        | "comment"
                        | "shares"
                        | "views"
                        | "kommentare"
                        | "commentaires"
                ),
                None,
                None
            )
            | (Some("minute" | "minutes"), Some("ago"), None)
    );
    // As browsers say it above a text: "3–4 minutes".
    let estimate = range && line.ends_with(" minutes") && line.len() <= 16;
    let comments = line.split_once(' ').is_some_and(|(_, rest)| COMMENTS.contains(&rest));
    number && (what || comments || estimate || is_reading(line))
        || line.len() < 60
            && line.bytes().any(|byte| byte.is_ascii_digit())
            && READING.iter().any(|words| line.starts_with(words))
}

/// "4 min de lecture", "4 минуты чтения": whatever a count goes on with, where it says that it is of reading.
fn is_reading(line: &str) -> bool {
    const READ: &[&str] = &[
        "czytania",
        "de lecture",
        "de leitura",
        "de lectura",
        "di lettura",
        "leestijd",
        "lesezeit",
        "okuma",
        "read",
        "чтения",
        "читання",
    ];
    const MINUTES: &[&str] = &["min", "dk", "dakika", "мин", "хв"];
    let minutes = MINUTES.iter().any(|word| line.contains(word));
    minutes && line.len() <= 40 && READ.iter().any(|word| line.ends_with(word))
}

/// "Updated 3 hours ago", "vor 2 Stunden", "hace dos días", "il y a 3 heures": when, told from the hour of capture.
pub(super) fn is_ago(line: &str) -> bool {
    const BEGIN: &[&str] = &["hace ", "há ", "il y a ", "vor "];
    const END: &[&str] = &[" ago", " fa", " geleden", " önce", " temu", " назад", " тому"];
    // Years and months are told of a story, not of its hour: "10 years ago".
    const UNITS: &[&str] = &[
        "dag",
        "dakika",
        "day",
        "dia",
        "dni",
        "día",
        "giorn",
        "godz",
        "gün",
        "heure",
        "hora",
        "hour",
        "hr",
        "jour",
        "min",
        "ore",
        "saat",
        "stunde",
        "tag",
        "timer",
        "uur",
        "годин",
        "дней",
        "дня",
        "минут",
        "хвилин",
        "час",
    ];
    if line.len() > WHOLE || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let bare = CHANGED.iter().chain(PUBLISHED).find_map(|label| line.strip_prefix(label));
    let bare = bare.unwrap_or(line).trim_start_matches([':', ' ']);
    let few = bare.split_whitespace().count() <= 5 && bare.len() <= 40;
    let counts = bare.split(' ').any(|word| UNITS.iter().any(|unit| word.starts_with(unit)));
    let sentence = bare.ends_with(['.', '!', '?']);
    let begins = BEGIN.iter().any(|word| bare.starts_with(word));
    few && counts && !sentence && (begins || END.iter().any(|word| bare.ends_with(word)))
}

/// What leads to readers' comments.
pub(super) const COMMENTS: &[&str] = &[
    "add a comment",
    "ajouter un commentaire",
    "comentar",
    "comentarios",
    "comentários",
    "comment",
    "commentaires",
    "commenter",
    "commenter cet article",
    "commenti",
    "comments",
    "comments are closed",
    "deixe um comentário",
    "deja un comentario",
    "deja una respuesta",
    "dodaj komentarz",
    "join the conversation",
    "komentarze",
    "kommentar hinterlassen",
    "kommentar schreiben",
    "kommentare",
    "kommentare geschlossen",
    "kommentieren",
    "laat een reactie achter",
    "laisser un commentaire",
    "lascia un commento",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "reacties",
    "reageer",
    "réagir",
    "show comments",
    "view all comments",
    "view comments",
    "write a comment",
    "yorum yap",
    "yorumlar",
    "коментарі",
    "комментарии",
    "оставить комментарий",
];

/// Parts between bars of which one leads to the comments: what stands over or under a diary's entries.
pub(super) fn leads_to_comments(line: &str) -> bool {
    let leads = |part: &str| COMMENTS.contains(&part) || is_count(part);
    line.len() <= 200 && line.contains(" | ") && line.split(" | ").map(str::trim).any(leads)
}

/// A label and a day, and nothing else: "Last updated: 3 May 2024".
pub(super) fn is_stamp(line: &str) -> bool {
    let after = |label| line.strip_prefix(label).filter(|rest| rest.starts_with([':', ' ']));
    let day = |rest: &str| {
        let rest = rest.trim_start_matches([':', ' ']);
        written(rest).is_some() || written(&numbers(rest)).is_some()
    };
    CHANGED.iter().chain(PUBLISHED).copied().filter_map(after).any(day)
}

/// A line whose days in numbers, `14.02.2019` or `2/14/2019`, are written as ISO has them; which number is the month does not
/// matter here.
fn numbers(line: &str) -> String {
    let word = |word: &str| {
        let parts: Vec<&str> = word.trim_end_matches(',').split(['.', '/', '-']).collect();
        match parts.as_slice() {
            [one, two, year] if year.len() == 4 => {
                let (day, month) =
                    if two.parse().is_ok_and(|two: u8| two > 12) { (two, one) } else { (one, two) };
                format!("{year}-{month:0>2}-{day:0>2}")
            }
            _ => word.to_owned(),
        }
    };
    line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// What stands before the name of whose a picture is.
const PICTURES: &[&str] = &[
    "beitragsbild:",
    "bild:",
    "bilder:",
    "bildnachweis:",
    "bildquelle:",
    "credit:",
    "crédit photo",
    "foto:",
    "fotos:",
    "image credit:",
    "photo by ",
    "photo credit:",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "titelbild:",
    "zdjęcie:",
    "фото:",
];

/// A line that only says whose a picture is, perhaps in brackets; a caption is a sentence, and longer.
pub(super) fn is_picture_credit(line: &str) -> bool {
    let line = line.trim_start_matches('(').trim_end_matches(')');
    let few = line.split_whitespace().count() <= 12 && line.len() <= 120 && !line.ends_with('.');
    let owned = || line.starts_with('©') && line.split_whitespace().count() <= 7;
    few && (owned()
        || line.contains(", photo: ")
        || PICTURES.iter().any(|label| line.starts_with(label)))
}

/// A caption as agencies write it: "In this May 3 file photo, …", "FILE - In this …".
pub(super) fn is_agency_caption(line: &str) -> bool {
    const KINDS: &[&str] = &[
        " file photo",
        "image from video",
        "image taken from",
        "photo provided by",
        "photo taken ",
    ];
    let Some(rest) = line.strip_prefix("in this ").or_else(|| line.strip_prefix("file - ")) else {
        return false;
    };
    let end = rest.floor_char_boundary(70);
    rest.get(..end).is_some_and(|begin| KINDS.iter().any(|kind| begin.contains(kind)))
}

/// The label of a button that sells something: "See price at Harbour Boats", "$19.99 at Harbour Boats".
pub(super) fn is_offer(line: &str) -> bool {
    const BEGIN: &[&str] = &[
        "best prices today",
        "buy now",
        "check price",
        "check prices",
        "see price",
        "shop now",
        "view deal",
    ];
    let few = line.len() <= 40 && !line.ends_with(['.', '?', '!']);
    let price = line.starts_with(['$', '£', '€']) && line.contains(" at ");
    let label = BEGIN.iter().filter_map(|words| line.strip_prefix(words)).any(|rest| {
        matches!(rest, "" | ":") || [" at ", " on "].iter().any(|word| rest.starts_with(word))
    });
    few && (price || label || line.starts_with("msrp: "))
}

/// An address to write to, and hardly more.
pub(super) fn is_contact(line: &str) -> bool {
    const BEGIN: &[&str] = &["contact ", "contact: ", "e-mail ", "email ", "reach ", "write to "];
    let address = |word: &str| {
        let parts = word.trim_matches(['(', ')', '.', ',', ':']).split_once('@');
        parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            || word.contains("://twitter.com/")
    };
    let alone = !line.contains(' ') && address(line);
    let begins = line.len() <= 160 && BEGIN.iter().any(|word| line.starts_with(word));
    alone || begins && line.split(' ').any(address)
}

/// A link to the same text as a file.
pub(super) fn is_download(line: &str) -> bool {
    const BEGIN: &[&str] = &["descargar ", "download ", "scarica ", "télécharger "];
    let begins = BEGIN.iter().any(|word| line.starts_with(word)) && line.ends_with("pdf");
    line.len() <= 60 && (begins || line.ends_with("als pdf herunterladen"))
}

/// "Follow the Gazette on Twitter …": whoever is to be followed.
pub(super) fn is_invitation(line: &str) -> bool {
    const PLACES: &[&str] = &[
        " on bluesky",
        " on facebook",
        " on instagram",
        " on linkedin",
        " on mastodon",
        " on telegram",
        " on twitter",
        " on whatsapp",
        " on x ",
        " on youtube",
    ];
    let who = line.strip_prefix("follow ").unwrap_or_default();
    let end = PLACES.iter().filter_map(|place| who.find(place)).min();
    end.and_then(|end| who.get(..end)).is_some_and(|name| name.len() <= 40 && !name.contains(','))
}

/// Who asks for help, and what for: "We are a nonprofit newsroom. Please support our journalism."
pub(super) fn is_appeal(line: &str) -> bool {
    const WHAT: &[&str] = &[
        "independent journalism",
        "nonprofit newsroom",
        "our journalism",
        "our newsroom",
        "our reporting",
        "our work",
        "public-service journalism",
    ];
    const HOW: &[&str] = &[
        "become a member",
        "contribut",
        "donat",
        "subscri",
        "support our",
        "support us",
        "your support",
    ];
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.len() <= 400 && says(WHAT) && says(HOW) && !is_told(line)
}

pub(super) fn is_copyright(line: &str) -> bool {
    let short = line.len() <= 240;
    let begins =
        line.starts_with('©') || line.starts_with("(c) ") || line.starts_with("copyright ");
    short && (begins || line.contains("all rights reserved"))
}
