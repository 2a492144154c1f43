//! People, organisations and places across articles, whatever their spelling.
//!
//! A person is told by the surname, written in whichever alphabet's spelling ([`key`]), and by given names that do not
//! conflict; a surname alone joins a person only where no other has it. What `content/aliases.yml` says always wins.
//! An entity's id follows from its name to show, so an alias, or another spelling becoming the most frequent, changes it.

mod key;

use crate::annotate::{Annotations, MentionKind};
use crate::article::ArticleId;
use crate::desk::{Alias, Aliases};
use key::PersonName;
pub use key::folded;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

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

/// What the desk says of names.
struct Says<'a> {
    stop: BTreeSet<String>,
    /// The name to show for a spelling.
    shown: BTreeMap<(MentionKind, String), &'a str>,
    /// Spellings that are never what a name is.
    never: BTreeSet<(String, String)>,
}

impl<'a> Says<'a> {
    fn of(aliases: &'a Aliases) -> Self {
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
    fn name(&self, one: &Named) -> Option<(MentionKind, String)> {
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

    fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.never.is_empty()
    }

    fn is_listed(&self, kind: MentionKind, name: &str) -> bool {
        self.shown.get(&(kind, key::folded(name))).is_some_and(|shown| *shown == name)
    }

    fn parts(&self, one: &str, two: &str) -> bool {
        let pair =
            |one: &str, two: &str| self.never.contains(&(key::folded(one), key::folded(two)));
        pair(one, two) || pair(two, one)
    }
}

/// What all articles say of one name.
#[derive(Clone, Debug, Default)]
struct Gathered<'a> {
    spellings: BTreeMap<String, (u32, BTreeSet<&'a ArticleId>)>,
    roles: BTreeMap<String, BTreeSet<(&'a ArticleId, u32)>>,
    count: u32,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, article: &'a ArticleId, one: &Named) {
        let spelling = self.spellings.entry(one.text.clone()).or_default();
        spelling.0 += one.count;
        spelling.1.insert(article);
        // The full name is a spelling too, where only the surname's mentions carry it.
        self.count += one.count;
        if let Some((role, block)) = &one.role {
            self.roles.entry(role.clone()).or_default().insert((article, *block));
        }
    }

    fn articles(&self) -> impl Iterator<Item = &'a ArticleId> {
        self.spellings.values().flat_map(|(_, articles)| articles.iter().copied())
    }

    fn merge(&mut self, other: Self) {
        if self.spellings.is_empty() {
            *self = other;
            return;
        }
        for (text, (count, articles)) in other.spellings {
            let spelling = self.spellings.entry(text).or_default();
            spelling.0 += count;
            spelling.1.extend(articles);
        }
        for (role, places) in other.roles {
            self.roles.entry(role).or_default().extend(places);
        }
        self.count += other.count;
    }
}

/// Names that are one, with what is said of each.
type Group<'a> = BTreeMap<String, Gathered<'a>>;

/// Groups of names, found by kind and key.
#[derive(Default)]
struct Groups<'a> {
    groups: Vec<(MentionKind, Group<'a>)>,
    /// The names of each group of people, as they are compared.
    people: Vec<Vec<PersonName>>,
    by_key: BTreeMap<(MentionKind, String), BTreeSet<usize>>,
    /// The groups of people of a surname.
    by_surname: BTreeMap<String, BTreeSet<usize>>,
    /// Surnames alone, which join last.
    surnames: Vec<(String, Gathered<'a>)>,
}

impl<'a> Groups<'a> {
    fn add(&mut self, kind: MentionKind, name: String, gathered: Gathered<'a>, says: &Says<'_>) {
        let person = (kind == MentionKind::Person).then(|| PersonName::of(&name));
        if person.is_some() && !name.contains(' ') && !says.is_listed(kind, &name) {
            self.surnames.push((name, gathered));
            return;
        }
        let key = person.as_ref().map_or_else(|| key::of(kind, &name), PersonName::key);
        let mut near = self.by_key.get(&(kind, key.clone())).into_iter().flatten().copied();
        let same = near.find(|at| {
            self.fits(*at, (kind, &name), person.as_ref(), says)
                && person.as_ref().is_none_or(|person| !self.is_beside(*at, person, &gathered))
        });
        let at = self.put(same, kind, name, gathered);
        self.by_key.entry((kind, key)).or_default().insert(at);
        if let Some(person) = person {
            self.by_surname.entry(person.surname.clone()).or_default().insert(at);
            if let Some(people) = self.people.get_mut(at).filter(|people| !people.contains(&person))
            {
                people.push(person);
            }
        }
    }

    /// Puts a name into a group, or into a new one; tells which.
    fn put(
        &mut self,
        at: Option<usize>,
        kind: MentionKind,
        name: String,
        gathered: Gathered<'a>,
    ) -> usize {
        let at = at.unwrap_or_else(|| {
            self.groups.push((kind, Group::new()));
            self.people.push(Vec::new());
            self.groups.len() - 1
        });
        if let Some((_, group)) = self.groups.get_mut(at) {
            group.entry(name).or_default().merge(gathered);
        }
        at
    }

    /// Whether a name may join a group: no given name of it conflicts, and the desk does not part them.
    fn fits(
        &self,
        at: usize,
        (kind, name): (MentionKind, &str),
        person: Option<&PersonName>,
        says: &Says<'_>,
    ) -> bool {
        let alike = || {
            let names = self.people.get(at).map(Vec::as_slice).unwrap_or_default();
            person.is_none_or(|person| names.iter().all(|other| other.agrees(person)))
        };
        let Some((_, group)) = self.groups.get(at).filter(|_| alike()) else { return false };
        says.is_empty()
            || group.keys().all(|other| {
                let listed_apart = says.is_listed(kind, other) && says.is_listed(kind, name);
                !listed_apart && !says.parts(other, name)
            })
    }

    /// The organisation that articles call by each word alone; `None` for a word of several.
    fn bodies(&self) -> BTreeMap<String, Option<usize>> {
        let mut bodies: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, (_, group)) in self
            .groups
            .iter()
            .enumerate()
            .filter(|(_, (kind, _))| *kind == MentionKind::Organisation)
        {
            let spellings = group.values().flat_map(|gathered| gathered.spellings.keys());
            for word in spellings.filter(|spelling| !spelling.contains(' ')) {
                let known = bodies.entry(word.clone()).or_insert(Some(at));
                *known = known.filter(|other| *other == at);
            }
        }
        bodies
    }

    /// Whether an article of the group names somebody whose name is only written otherwise: who stand beside each other are two.
    fn is_beside(&self, at: usize, person: &PersonName, gathered: &Gathered<'_>) -> bool {
        let others = self.groups.get(at).into_iter().flat_map(|(_, group)| group);
        let mut variants = others.filter(|(name, _)| PersonName::of(name).is_variant(person));
        variants
            .any(|(_, other)| other.articles().any(|one| gathered.articles().any(|two| one == two)))
    }

    fn into_entities(mut self, says: &Says<'_>) -> Vec<Entity> {
        let bodies = self.bodies();
        for (surname, gathered) in std::mem::take(&mut self.surnames) {
            let person = PersonName::of(&surname);
            let near = self.by_surname.get(&person.surname);
            let body = bodies.get(&surname).copied().flatten().filter(|at| {
                let named = (MentionKind::Organisation, surname.as_str());
                near.is_none() && gathered.roles.is_empty() && self.fits(*at, named, None, says)
            });
            if body.is_some() {
                self.put(body, MentionKind::Organisation, surname, gathered);
                continue;
            }
            // A surname that several people have is nobody's; alone it is a person of its own.
            let named = (MentionKind::Person, surname.as_str());
            let only = near
                .filter(|near| near.len() == 1)
                .and_then(|near| near.first().copied())
                .filter(|only| self.fits(*only, named, Some(&person), says));
            let at = self.put(only, MentionKind::Person, surname, gathered);
            self.by_surname.entry(person.surname).or_default().insert(at);
        }
        let mut entities: Vec<Entity> =
            self.groups.into_iter().map(|(kind, group)| entity(kind, group, says)).collect();
        entities.sort_by(|one, two| (one.kind, &one.name).cmp(&(two.kind, &two.name)));
        name_ids(&mut entities);
        entities.sort_by(|one, two| (one.kind, &one.id).cmp(&(two.kind, &two.id)));
        entities
    }
}

fn entity(kind: MentionKind, group: Group<'_>, says: &Says<'_>) -> Entity {
    let name = shown(kind, &group, says);
    let mut whole = Gathered::default();
    for (full, gathered) in group {
        // The full name that an article gives is one of its spellings, whichever mention wrote it out.
        whole.merge(gathered);
        whole.spellings.entry(full).or_default();
    }
    whole.spellings.entry(name.clone()).or_default();
    let articles: BTreeSet<&ArticleId> =
        whole.spellings.values().flat_map(|(_, articles)| articles).copied().collect();
    let role = |(text, places): (String, BTreeSet<(&ArticleId, u32)>)| Role {
        text,
        places: places.into_iter().map(|(article, block)| (article.clone(), block)).collect(),
    };
    let mut roles: Vec<Role> = whole.roles.into_iter().map(role).collect();
    roles.sort_by(|one, two| {
        two.places.len().cmp(&one.places.len()).then_with(|| one.text.cmp(&two.text))
    });
    let spelling = |(text, (count, articles)): (String, (u32, BTreeSet<&ArticleId>))| Spelling {
        text,
        count,
        articles: articles.into_iter().cloned().collect(),
    };
    Entity {
        id: EntityId::default(),
        kind,
        name,
        spellings: whole.spellings.into_iter().map(spelling).collect(),
        roles,
        articles: articles.into_iter().cloned().collect(),
    }
}

/// The name to show: the desk's, else the most frequent full one, the longer and then the first of the alphabet where several are.
fn shown(kind: MentionKind, group: &Group<'_>, says: &Says<'_>) -> String {
    let listed = group.keys().find(|name| says.is_listed(kind, name));
    let best = || {
        group.iter().max_by_key(|(name, gathered)| {
            (name.contains(' '), gathered.count, name.len(), std::cmp::Reverse(name.as_str()))
        })
    };
    listed.or_else(|| best().map(|(name, _)| name)).cloned().unwrap_or_default()
}

/// Gives each entity an id of its own; the entities come sorted by kind and name.
fn name_ids(entities: &mut [Entity]) {
    let mut taken: BTreeSet<(MentionKind, String)> = BTreeSet::new();
    for entity in entities {
        let slug = crate::text::slug(&entity.name, 60);
        let slug = if slug.is_empty() { key::digits(&entity.name) } else { slug };
        let free = |id: &String| !taken.contains(&(entity.kind, id.clone()));
        let id = std::iter::once(slug.clone())
            .chain((2..=u32::MAX).map(|number| format!("{slug}-{number}")))
            .find(free)
            .unwrap_or_default();
        taken.insert((entity.kind, id.clone()));
        entity.id = EntityId(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
