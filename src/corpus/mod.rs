//! What the articles say together: near-duplicates, publication dates, entities, events, differences.
//!
//! [`gist()`] and [`wording`] take from one article the little that is needed; [`families`] is a function of all wordings,
//! [`gather`] of all gists, of the families and of what the desk wrote. Nothing here reads a body.

mod account;
pub mod difference;
pub mod entity;
pub mod event;
pub mod family;
pub mod gist;
mod note;
mod packed;
pub mod published;
pub mod recall;
mod words;

pub use difference::{Claim, Difference, DifferenceKind};
pub use entity::{Entity, EntityId, Named, Spelling};
pub use event::{Event, EventId, Headline, Passage, PassagePart, Status};
pub use family::{Copy, CopyKind, Family, Proposals, Runs, Shares, Wording, families, wording};
pub use gist::{Annotated, Echo, Gist, Quoted, Told, When, gist};
pub use published::{Basis, Published, Reason};
pub use recall::{Afresh, Recall, Seal, Sealed};
pub use words::Hash;

use crate::article::ArticleId;
use crate::date::Edtf;
use crate::desk::Desk;
use crate::problem::Reported;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the articles say together. Every list is in an order of its own, whatever order the gists came in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corpus {
    /// When each article was published, and how we know.
    pub published: BTreeMap<ArticleId, Published>,
    /// Whose account each article counts as: its outlet, or an agency where none is named. Absent where neither is known.
    pub accounts: BTreeMap<ArticleId, Account>,
    /// Groups of copies, by lead.
    pub families: Vec<Family>,
    /// People, organisations and places, by id.
    pub entities: Arc<Vec<Entity>>,
    /// Events, by date, then by id.
    pub events: Vec<Event>,
    /// Where accounts of one event do not agree, by event.
    pub differences: Vec<Difference>,
    /// The desk's notes that found their place.
    pub notes: Vec<PlacedNote>,
}

/// Whose account an article counts as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Account {
    /// The outlet's or the agency's name.
    pub name: String,
    /// Whether it is an agency's, because no outlet is named.
    pub agency: bool,
}

/// An editor's note at its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlacedNote {
    /// Which of the desk's notes, by its slug.
    pub slug: String,
    /// Where it hangs.
    pub place: NotePlace,
}

/// Where a note hangs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NotePlace {
    /// On words of an article.
    Passage(Passage),
    /// On an event.
    Event(EventId),
    /// On a day.
    Day(Edtf),
}

/// The text of an article whose words the desk cites ([`Desk::cited`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CitedText {
    /// Which article.
    pub id: ArticleId,
    /// Its body.
    pub body: String,
    /// Its lead image's caption; empty where there is none.
    pub caption: String,
    /// Whether it is a draft that the site does not show; its text is not given then.
    pub is_draft: bool,
}

/// Gathers what the articles say together. The gists may come in any order; `cited` are the texts of the articles that
/// [`Desk::cited`] names, so that exact words can be found.
pub fn gather(
    gists: &[Gist],
    families: Vec<Family>,
    (desk, cited): (&Desk, &[CitedText]),
) -> Reported<Corpus> {
    let sealed = gists.iter().map(|gist| Sealed { gist, seal: 0, names: 0 }).collect();
    gather_again(sealed, families, (desk, cited), &Afresh)
}

/// The same, but for steps whose result is remembered.
pub fn gather_again(
    mut sealed: Vec<Sealed<'_>>,
    families: Vec<Family>,
    (desk, cited): (&Desk, &[CitedText]),
    recall: &impl Recall,
) -> Reported<Corpus> {
    sealed.sort_by(|left, right| left.gist.id.cmp(&right.gist.id));
    let (seals, gists): (Vec<Seal>, Vec<&Gist>) =
        sealed.iter().map(|one| (one.seal, one.gist)).unzip();
    let mut problems = Vec::new();
    let entities = || {
        let named: Vec<_> = gists.iter().map(|gist| (&gist.id, gist.named.as_slice())).collect();
        entity::entities(&named, &desk.aliases)
    };
    let names: Vec<Seal> = sealed.iter().map(|one| one.names).collect();
    let (entities, published) = rayon::join(
        || recall.recall_whole("entities", &(&names, &desk.aliases), entities),
        || published::published(&gists, &families),
    );
    let accounts = account::accounts(&gists);
    let voices = account::Voices::of(&gists, &accounts, &families, &desk.aliases);
    let known = event::Known { published: &published, voices: &voices, entities: &entities };
    let events = event::events((&gists, &seals), known, recall);
    let written =
        event::Desk { written: &desk.events, cited, entities: &entities, voices: &voices };
    let events = event::apply(events, written, &mut problems);
    let notes = note::place(&desk.notes, &events, cited, &mut problems);
    let differences = difference::differences((&gists, &seals), &events, &voices, recall);
    let value = Corpus { published, accounts, families, entities, events, differences, notes };
    Reported { value, problems }
}
