//! What the desk says of names, in `content/aliases.yml`.

use super::{Named, key};
use crate::annotate::MentionKind;
use crate::desk::{Alias, Aliases};
use std::collections::{BTreeMap, BTreeSet};

/// What the desk says of names.
pub(super) struct Says<'a> {
    stop: BTreeSet<String>,
    /// The name to show for a spelling.
    shown: BTreeMap<(MentionKind, String), &'a str>,
    /// Spellings that are never what a name is.
    never: BTreeSet<(String, String)>,
}

impl<'a> Says<'a> {
    pub(super) fn of(aliases: &'a Aliases) -> Self {
        let lists = [
            (MentionKind::Person, &aliases.people),
            (MentionKind::Organisation, &aliases.organisations),
            (MentionKind::Place, &aliases.places),
        ];
        let mut says = Self {
            stop: aliases.stop.iter().map(|word| key::folded(word)).collect(),
            shown: BTreeMap::new(),
            never: BTreeSet::new(),
        };
        for (kind, list) in lists {
            for (name, alias) in list {
                says.learn(kind, name, alias);
            }
        }
        says
    }

    fn learn(&mut self, kind: MentionKind, name: &'a str, alias: &Alias) {
        for spelling in alias.also.iter().map(String::as_str).chain([name]) {
            self.shown.insert((kind, key::folded(spelling)), name);
        }
        for other in &alias.never {
            self.never.insert((key::folded(name), key::folded(other)));
        }
    }

    /// The kind and name that one name of an article stands for; `None` where it is none. A spelling that the desk lists is what
    /// it says, of whatever kind it was taken for.
    pub(super) fn name(&self, one: &Named) -> Option<(MentionKind, String)> {
        if self.shown.is_empty() && self.stop.is_empty() {
            return Some((one.kind, one.name.clone()));
        }
        let (written, full) = (key::folded(&one.text), key::folded(&one.name));
        if self.stop.contains(&written) || self.stop.contains(&full) {
            return None;
        }
        let kinds = [one.kind, MentionKind::Person, MentionKind::Organisation, MentionKind::Place];
        for kind in kinds {
            for spelling in [&full, &written] {
                if let Some(shown) = self.shown.get(&(kind, spelling.clone())) {
                    return Some((kind, (*shown).to_owned()));
                }
            }
        }
        Some((one.kind, one.name.clone()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.never.is_empty()
    }

    pub(super) fn is_listed(&self, kind: MentionKind, name: &str) -> bool {
        self.shown.get(&(kind, key::folded(name))).is_some_and(|shown| *shown == name)
    }

    pub(super) fn parts(&self, one: &str, two: &str) -> bool {
        let pair =
            |one: &str, two: &str| self.never.contains(&(key::folded(one), key::folded(two)));
        pair(one, two) || pair(two, one)
    }
}
