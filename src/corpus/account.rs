//! Whose account an article counts as.

use super::{Account, Family, Gist};
use crate::article::ArticleId;
use crate::desk::Aliases;
use std::collections::{BTreeMap, BTreeSet};

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
    accounts: &'a BTreeMap<ArticleId, Account>,
    leads: BTreeMap<&'a ArticleId, &'a ArticleId>,
    dependent: BTreeSet<&'a str>,
}

impl<'a> Voices<'a> {
    /// Reads families and what the desk says of outlets.
    pub(super) fn of(
        accounts: &'a BTreeMap<ArticleId, Account>,
        families: &'a [Family],
        aliases: &'a Aliases,
    ) -> Self {
        let copies = families
            .iter()
            .flat_map(|family| family.copies.iter().map(|copy| (&copy.article, &family.lead)));
        let outlets = aliases.outlets.iter().filter(|(_, outlet)| !outlet.independent);
        Self {
            accounts,
            leads: copies.collect(),
            dependent: outlets.map(|(name, _)| name.as_str()).collect(),
        }
    }

    /// The names of those whose accounts these articles are.
    pub(super) fn names(&self, articles: &BTreeSet<&ArticleId>) -> Vec<String> {
        let names = articles.iter().filter_map(|id| self.accounts.get(*id));
        names.map(|account| account.name.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The one voice that an article's account counts as: its family's lead, and that one's outlet.
    pub(super) fn voice<'b>(&'b self, article: &'b ArticleId) -> &'b str {
        let lead = self.leads.get(article).copied().unwrap_or(article);
        self.accounts.get(lead).map_or(lead.as_str(), |account| account.name.as_str())
    }

    /// How many independent voices these articles are.
    pub(super) fn count(&self, articles: &BTreeSet<&ArticleId>) -> u32 {
        let voices: BTreeSet<&str> = articles.iter().map(|id| self.voice(id)).collect();
        let own = voices.iter().filter(|voice| !self.dependent.contains(**voice)).count();
        u32::try_from(own).unwrap_or(u32::MAX)
    }
}
