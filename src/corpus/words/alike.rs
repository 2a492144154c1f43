//! Words that tell one thing: forms of a verb that share no stem, and other words for what news tells of.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A form of a word, less the `s` of several, and the word that it is compared as.
const SAME: &[(&str, &str)] = &[
    ("began", "start"),
    ("begin", "start"),
    ("beginning", "start"),
    ("begun", "start"),
    ("blast", "explode"),
    ("blaze", "fire"),
    ("broke", "break"),
    ("broken", "break"),
    ("built", "build"),
    ("burial", "bury"),
    ("buried", "bury"),
    ("burnt", "burn"),
    ("bushfire", "fire"),
    ("caught", "catch"),
    ("close", "shut"),
    ("closed", "shut"),
    ("closure", "shut"),
    ("collided", "collide"),
    ("collision", "collide"),
    ("dead", "die"),
    ("death", "die"),
    ("delay", "postpone"),
    ("delayed", "postpone"),
    ("demonstrate", "protest"),
    ("demonstrated", "protest"),
    ("demonstration", "protest"),
    ("demonstrator", "protest"),
    ("detain", "arrest"),
    ("detained", "arrest"),
    ("died", "die"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("exploded", "explode"),
    ("explosion", "explode"),
    ("fallen", "fall"),
    ("fatality", "die"),
    ("fell", "fall"),
    ("fled", "flee"),
    ("flew", "fly"),
    ("flight", "fly"),
    ("flown", "fly"),
    ("forbade", "ban"),
    ("forbid", "ban"),
    ("forbidden", "ban"),
    ("fought", "fight"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("growth", "grow"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hurt", "injure"),
    ("illness", "ill"),
    ("inferno", "fire"),
    ("injury", "injure"),
    ("kill", "die"),
    ("killed", "die"),
    ("killing", "die"),
    ("liftoff", "launch"),
    ("loss", "lose"),
    ("lost", "lose"),
    ("paid", "pay"),
    ("payment", "pay"),
    ("policeman", "police"),
    ("policemen", "police"),
    ("policewoman", "police"),
    ("prohibit", "ban"),
    ("prohibited", "ban"),
    ("quit", "resign"),
    ("rallied", "protest"),
    ("rally", "protest"),
    ("refusal", "reject"),
    ("refuse", "reject"),
    ("refused", "reject"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("sale", "sell"),
    ("sank", "sink"),
    ("scrapped", "cancel"),
    ("shot", "shoot"),
    ("sick", "ill"),
    ("sickened", "ill"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stricken", "strike"),
    ("struck", "strike"),
    ("sunk", "sink"),
    ("sunken", "sink"),
    ("swept", "sweep"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("theft", "steal"),
    ("thief", "steal"),
    ("thieve", "steal"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("wildfire", "fire"),
    ("won", "win"),
    ("wound", "injure"),
    ("wounded", "injure"),
];

static SAME_BY_FORM: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| SAME.iter().copied().collect());

/// The word that a folded word is compared as.
pub(super) fn compared(word: &str) -> &str {
    let one = word.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(word);
    SAME_BY_FORM.get(one).copied().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_stands_once_and_leads_to_no_other_form() {
        assert_eq!(SAME_BY_FORM.len(), SAME.len());
        assert!(SAME.iter().all(|(_, same)| compared(same) == *same));
    }

    #[test]
    fn what_tells_one_thing_is_one_word() {
        for [one, other] in [["began", "started"], ["wildfires", "blaze"], ["killed", "died"]] {
            assert_eq!(super::super::terms(one), super::super::terms(other));
        }
    }
}
