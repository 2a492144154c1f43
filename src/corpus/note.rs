//! Editors' notes at their places.

use super::event::find_passage;
use super::{CitedText, Event, EventId, NotePlace, PlacedNote};
use crate::desk::{Note, NoteTarget};
use crate::problem::Problem;

/// Places each note; one whose words or event are gone is a problem and shown nowhere.
pub(super) fn place(
    notes: &[Note],
    events: &[Event],
    cited: &[CitedText],
    problems: &mut Vec<Problem>,
) -> Vec<PlacedNote> {
    let mut placed = Vec::new();
    for note in notes {
        let place = match &note.target {
            NoteTarget::Day(day) => Ok(NotePlace::Day(*day)),
            NoteTarget::Passage(passage) => {
                find_passage(&note.path, passage, cited).map(NotePlace::Passage)
            }
            NoteTarget::Event(id) if events.iter().any(|event| event.id.0 == *id) => {
                Ok(NotePlace::Event(EventId(id.clone())))
            }
            NoteTarget::Event(id) => {
                Err(Box::new(super::event::unknown(&note.path, id, note.line)))
            }
        };
        match place {
            Ok(place) => placed.push(PlacedNote { slug: note.slug.clone(), place }),
            Err(problem) => problems.push(*problem),
        }
    }
    placed
}
