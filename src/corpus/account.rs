//! Whose account an article counts as.

use super::{Account, CopyKind, Family, Gist};
use crate::article::ArticleId;
use crate::desk::Aliases;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose account each article is: its outlet's, or an agency's where none is named.
pub(super) fn accounts(gists: &[&Gist]) -> BTreeMap<ArticleId, Account> {
    let account = |gist: &&Gist| {
        let agency = gist.outlet.is_none();
        let name = gist.outlet.as_ref().or(gist.agencies.first())?.clone();
        Some((gist.id.clone(), Account { name, agency }))
    };
    gists.iter().filter_map(account).collect()
}

/// Who counts as one voice with whom.
#[derive(Debug)]
pub(super) struct Voices<'a> {
    of_article: HashMap<&'a ArticleId, Voice<'a>>,
    dependent: BTreeSet<&'a str>,
}

/// Whose account an article is.
#[derive(Clone, Copy, Debug)]
struct Voice<'a> {
    /// Its own outlet or agency, where one is known.
    account: Option<&'a str>,
    /// The one that it counts as: its family's lead, and that one's outlet.
    counts_as: &'a str,
    /// The one that answers for its words.
    teller: &'a str,
}

impl<'a> Voices<'a> {
    /// Reads families and what the desk says of outlets.
    pub(super) fn of(
        gists: &[&'a Gist],
        accounts: &'a BTreeMap<ArticleId, Account>,
        families: &'a [Family],
        aliases: &'a Aliases,
    ) -> Self {
        let account = |id: &ArticleId| accounts.get(id).map(|account| account.name.as_str());
        let one = |id: &'a ArticleId| {
            let account = account(id);
            let own = account.unwrap_or(id.as_str());
            (id, Voice { account, counts_as: own, teller: own })
        };
        let mut of_article: HashMap<_, _> = gists.iter().map(|gist| one(&gist.id)).collect();
        for family in families {
            let Some(lead) = of_article.get(&family.lead).map(|lead| lead.counts_as) else {
                continue;
            };
            for copy in &family.copies {
                if let Some(voice) = of_article.get_mut(&copy.article) {
                    voice.counts_as = lead;
                    if copy.kind == CopyKind::Revision {
                        voice.teller = lead;
                    }
                }
            }
        }
        let outlets = aliases.outlets.iter().filter(|(_, outlet)| !outlet.independent);
        Self { of_article, dependent: outlets.map(|(name, _)| name.as_str()).collect() }
    }

    /// The names of those whose accounts these articles are.
    pub(super) fn names(&self, articles: &BTreeSet<&ArticleId>) -> Vec<String> {
        let names = articles.iter().filter_map(|id| self.of_article.get(*id)?.account);
        names.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
    }

    /// The one voice that an article's account counts as: its family's lead, and that one's outlet.
    pub(super) fn voice<'b>(&'b self, article: &'b ArticleId) -> &'b str {
        self.of_article.get(article).map_or(article.as_str(), |voice| voice.counts_as)
    }

    /// The one that answers for what an article says. A copy is no second account of anything, but what it says otherwise than
    /// its lead it says itself; a revision only mends its own.
    pub(super) fn teller<'b>(&'b self, article: &'b ArticleId) -> &'b str {
        self.of_article.get(article).map_or(article.as_str(), |voice| voice.teller)
    }

    /// How many independent voices these articles are.
    pub(super) fn count(&self, articles: &BTreeSet<&ArticleId>) -> u32 {
        let voices: BTreeSet<&str> = articles.iter().map(|id| self.voice(id)).collect();
        let own = voices.iter().filter(|voice| !self.dependent.contains(**voice)).count();
        u32::try_from(own).unwrap_or(u32::MAX)
    }
}
