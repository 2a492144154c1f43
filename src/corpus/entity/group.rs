//! Names that are one: people by their surname and given names, the others by their words.

use super::key::{self, PersonName};
use super::says::Says;
use super::{Entity, EntityId, Named, Role, Spelling};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use std::collections::{BTreeMap, BTreeSet};

/// What all articles say of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered<'a> {
    spellings: BTreeMap<String, (u32, BTreeSet<&'a ArticleId>)>,
    roles: BTreeMap<String, BTreeSet<(&'a ArticleId, u32)>>,
    count: u32,
}

impl<'a> Gathered<'a> {
    pub(super) fn add(&mut self, article: &'a ArticleId, one: &Named) {
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
pub(super) struct Groups<'a> {
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
    pub(super) fn add(
        &mut self,
        kind: MentionKind,
        name: String,
        gathered: Gathered<'a>,
        says: &Says<'_>,
    ) {
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

    pub(super) fn into_entities(mut self, says: &Says<'_>) -> Vec<Entity> {
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
