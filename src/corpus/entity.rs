//! People, organisations and places across articles, whatever their spelling.
//!
//! A person is told by the surname, written in whichever alphabet's spelling ([`key`]), and by given names that do not
//! conflict; a surname alone joins a person only where no other has it. What `content/aliases.yml` says always wins.
//! An entity's id follows from its name to show, so an alias, or another spelling becoming the most frequent, changes it.

mod group;
mod key;
mod says;

use crate::annotate::{Annotations, MentionKind};
use crate::article::ArticleId;
use crate::desk::Aliases;
use group::{Gathered, Groups};
pub use key::folded;
use says::Says;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// An entity's id and the slug of its page: `volodymyr-zelenskyy`. Unique among entities of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub String);

/// Somebody or something that articles name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: MentionKind,
    /// The name to show.
    pub name: String,
    /// Every spelling the articles have, with the articles that have it; the name to show among them.
    pub spellings: Vec<Spelling>,
    /// Roles printed beside the name, most frequent first.
    pub roles: Vec<Role>,
    /// The articles that name it, by id.
    pub articles: Vec<ArticleId>,
}

/// A role printed beside a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Role {
    /// As printed.
    pub text: String,
    /// Where: the article, and the block of its body, from 0.
    pub places: Vec<(ArticleId, u32)>,
}

/// One way of writing a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// How often, over all articles.
    pub count: u32,
    /// Where, by id.
    pub articles: Vec<ArticleId>,
}

/// One name of one article, with one of its spellings there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Named {
    /// What it names.
    pub kind: MentionKind,
    /// The fullest name the article gives.
    pub name: String,
    /// As written.
    pub text: String,
    /// The role printed beside it, and the block of the text where it is, from 0.
    pub role: Option<(String, u32)>,
    /// How often.
    pub count: u32,
}

/// The names of an article's text, each spelling once, in order.
pub fn named(text: &str, annotations: &Annotations) -> Vec<Named> {
    type Counted<'a> = (u32, Option<(&'a String, u32)>);
    let mut counts: BTreeMap<(MentionKind, &str, String), Counted<'_>> = BTreeMap::new();
    let blocks = LazyCell::new(|| crate::markdown::blocks(text));
    for mention in &annotations.mentions {
        let written = mention.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        // "Ana Moe KC" is a way of honouring Ana Moe, and none of spelling her.
        let honoured = written.len() > mention.name.len() && written.starts_with(&mention.name);
        let written = if honoured { mention.name.clone() } else { written };
        let entry = counts.entry((mention.kind, &mention.name, written)).or_default();
        entry.0 += 1;
        if let (None, Some(role)) = (entry.1, &mention.role) {
            let after = blocks.partition_point(|block| block.span.start <= mention.span.start);
            entry.1 = Some((role, u32::try_from(after.saturating_sub(1)).unwrap_or_default()));
        }
    }
    let one = |((kind, name, text), (count, role)): ((MentionKind, &str, String), Counted<'_>)| {
        let role = role.map(|(role, block)| (role.clone(), block));
        Named { kind, name: name.to_owned(), text, role, count }
    };
    counts.into_iter().map(one).collect()
}

/// The entities that articles name, by kind and id. The articles may come in any order.
pub fn entities(articles: &[(&ArticleId, &[Named])], aliases: &Aliases) -> Vec<Entity> {
    let says = Says::of(aliases);
    let mut names: BTreeMap<(MentionKind, String), Gathered<'_>> = BTreeMap::new();
    for (article, named) in articles {
        for one in *named {
            if let Some((kind, name)) = says.name(one) {
                names.entry((kind, name)).or_default().add(article, one);
            }
        }
    }
    let mut groups = Groups::default();
    for ((kind, name), gathered) in names {
        groups.add(kind, name, gathered, &says);
    }
    groups.into_entities(&says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Alias;

    fn person(name: &str, text: &str) -> Named {
        Named {
            kind: MentionKind::Person,
            name: name.into(),
            text: text.into(),
            role: None,
            count: 1,
        }
    }

    fn names(named: &[Named], aliases: &Aliases) -> Vec<String> {
        let id = ArticleId("a".into());
        entities(&[(&id, named)], aliases).into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn spellings_of_one_name_are_one_person() {
        let named = [
            person("Oleksiy Moroz", "Oleksiy Moroz"),
            person("Oleksii Moroz", "Moroz"),
            person("Moroz", "Moroz"),
        ];
        let id = ArticleId("a".into());
        let found = entities(&[(&id, &named)], &Aliases::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].spellings.len(), 3);
    }

    #[test]
    fn a_shared_given_name_makes_nobody_one() {
        let named =
            [person("Andriy Moroz", "Andriy Moroz"), person("Andrii Sydor", "Andrii Sydor")];
        assert_eq!(names(&named, &Aliases::default()).len(), 2);
    }

    #[test]
    fn a_word_that_other_articles_have_for_a_company_alone_is_the_company_unless_somebody_has_it() {
        let body = |name: &str, text: &str| Named {
            text: text.into(),
            ..named(MentionKind::Organisation, name)
        };
        let company = body("Quill Foods", "Quill");
        let alone = [company.clone(), person("Quill", "Quill")];
        assert_eq!(names(&alone, &Aliases::default()), ["Quill Foods"]);
        let titled = Named { role: Some(("Mr".into(), 0)), ..person("Quill", "Quill") };
        assert_eq!(
            names(&[company.clone(), titled], &Aliases::default()),
            ["Quill", "Quill Foods"]
        );
        let somebody = [company, person("Ana Quill", "Ana Quill"), person("Quill", "Quill")];
        assert_eq!(names(&somebody, &Aliases::default()), ["Ana Quill", "Quill Foods"]);
    }

    #[test]
    fn a_surname_that_two_have_is_neither() {
        let named =
            [person("Ann Moe", "Ann Moe"), person("Dan Moe", "Dan Moe"), person("Moe", "Moe")];
        assert_eq!(names(&named, &Aliases::default()), ["Ann Moe", "Dan Moe", "Moe"]);
    }

    #[test]
    fn the_desk_always_wins() {
        let named = [
            person("Ann Moe", "Ann Moe"),
            person("A. M. Lind", "A. M. Lind"),
            person("Nobody Here", "Nobody Here"),
        ];
        let mut aliases = Aliases { stop: vec!["Nobody Here".into()], ..Aliases::default() };
        aliases.people.insert(
            "Ann Lind".into(),
            Alias { also: vec!["Ann Moe".into(), "A. M. Lind".into()], ..Alias::default() },
        );
        assert_eq!(names(&named, &aliases), ["Ann Lind"]);
        let named =
            [person("Oleksiy Moroz", "Oleksiy Moroz"), person("Oleksii Moroz", "Oleksii Moroz")];
        let mut aliases = Aliases::default();
        aliases.people.insert(
            "Oleksiy Moroz".into(),
            Alias { never: vec!["Oleksii Moroz".into()], ..Alias::default() },
        );
        assert_eq!(names(&named, &aliases).len(), 2);
    }

    fn named(kind: MentionKind, name: &str) -> Named {
        Named { kind, ..person(name, name) }
    }

    #[test]
    fn the_desk_merges_organisations_and_places_and_says_what_kind_a_name_is() {
        let named = [
            named(MentionKind::Organisation, "Harbour Ministry"),
            named(MentionKind::Organisation, "Ministry of Harbours"),
            named(MentionKind::Place, "Kristiania"),
            named(MentionKind::Place, "Oslo"),
            named(MentionKind::Person, "Quill"),
        ];
        let also = |other: &str| Alias { also: vec![other.into()], ..Alias::default() };
        let mut aliases = Aliases::default();
        aliases.organisations.insert("Harbour Ministry".into(), also("Ministry of Harbours"));
        aliases.organisations.insert("Quill Inc".into(), also("Quill"));
        aliases.places.insert("Oslo".into(), also("Kristiania"));
        assert_eq!(names(&named, &aliases), ["Harbour Ministry", "Quill Inc", "Oslo"]);
    }

    #[test]
    fn the_desk_gives_a_surname_to_one_of_two() {
        let named =
            [person("Ann Moe", "Ann Moe"), person("Dan Moe", "Dan Moe"), person("Moe", "Moe")];
        let mut aliases = Aliases::default();
        let also = Alias { also: vec!["Moe".into()], ..Alias::default() };
        aliases.people.insert("Dan Moe".into(), also);
        assert_eq!(names(&named, &aliases), ["Ann Moe", "Dan Moe"]);
    }

    #[test]
    fn the_desk_stops_a_word_whatever_its_case() {
        let named = [person("Harbour Blues", "Harbour Blues"), person("Ann Moe", "Ann Moe")];
        let aliases = Aliases { stop: vec!["harbour blues".into()], ..Aliases::default() };
        assert_eq!(names(&named, &aliases), ["Ann Moe"]);
    }

    #[test]
    fn a_name_written_otherwise_is_the_same_unless_both_stand_in_one_article() {
        let (one, two) = ([person("Thomas Moe", "Moe")], [person("Tomas Moe", "Tomas Moe")]);
        let (first, second) = (ArticleId("a".into()), ArticleId("b".into()));
        let apart = entities(&[(&first, &one), (&second, &two)], &Aliases::default());
        assert_eq!(apart.len(), 1);
        let both = [one, two].concat();
        assert_eq!(names(&both, &Aliases::default()), ["Thomas Moe", "Tomas Moe"]);
    }

    #[test]
    fn women_and_men_of_one_surname_stay_apart() {
        let named = [
            person("Martin Moe", "Martin Moe"),
            person("Martina Moe", "Martina Moe"),
            person("M. Moe", "M. Moe"),
        ];
        assert!(names(&named, &Aliases::default()).len() >= 2);
    }
}
