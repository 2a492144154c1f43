//! Why what a rule took is not the article: for whoever reads a page's record of what was taken away.

use super::rules;
use crate::config::FurnitureRule;

/// Why a rule, by the name it is remembered under, takes what it takes: the site's own rules say so themselves. `None` for a
/// rule that is no longer known.
pub fn reason<'r>(rule: &str, own: &'r [FurnitureRule]) -> Option<&'r str> {
    let own = own.iter().find(|one| one.name == rule).map(|one| one.reason.as_str());
    let ours = || rules::all().find(|one| one.name == rule).map(|one| one.reason);
    let others = || OTHERS.iter().find(|(name, _)| *name == rule).map(|(_, reason)| *reason);
    own.or_else(ours).or_else(others)
}

/// The rules that stand elsewhere: those of pages' markup, and those that read a value and leave no line. By name.
const OTHERS: &[(&str, &str)] = &[
    ("aside", "set beside the text by the page's own markup"),
    ("author-box", "tells of the author, not of the story"),
    ("before-headline", "stands above the headline"),
    ("button", "something to press"),
    ("caption", "belongs to a picture that is not here"),
    ("consent", "asks for consent, and is no part of the text"),
    ("credit", "says who had a part in it; kept as data"),
    ("dialog", "opens over the page, and is no part of the text"),
    ("embed-card", "what is left of something embedded"),
    ("embed-label", "says whose post follows; kept with the post"),
    ("excerpt", "repeats the standfirst"),
    ("excerpt-label", "only says that a standfirst follows"),
    ("excerpt-rule", "only parts the standfirst from the text"),
    ("figure", "a picture and its words; the lead image's are kept as data"),
    ("footer", "the foot of the page"),
    ("form", "something to fill in"),
    ("head", "tells browsers of the page; read as data"),
    ("heading-without-text", "a heading under which no text is left"),
    ("headline", "the headline, which is kept as data"),
    ("hidden", "not shown on the page"),
    ("imprint", "says where it appeared, when, or that nobody is named"),
    ("labels", "sections and keywords; kept as data where they are stated"),
    ("links", "leads elsewhere, with few words of its own"),
    ("media", "a picture, a sound or a film"),
    ("no-script", "shown by browsers without scripts alone"),
    ("original-url", "the address of the original; kept as data"),
    ("outlet-stub", "what is left of the outlet's mark"),
    ("outside", "stands outside the article on its page"),
    ("placeholder", "stands where text was to come"),
    ("pull-quote", "repeats words of the text for display"),
    ("references", "lists the works that a paper cites"),
    ("related", "leads to other articles"),
    ("script", "a program or its settings"),
    ("section-name", "the name of a section; kept as data"),
    ("sharing", "asks to pass the page on"),
    ("sidebar", "set beside the text"),
    ("standfirst", "the standfirst, which is kept as data"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_once() {
        assert!(OTHERS.is_sorted());
        assert!(OTHERS.iter().all(|(name, _)| rules::all().all(|rule| rule.name != *name)));
    }
}
