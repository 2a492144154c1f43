//! What people look at: the pages, and the theme that they are shown with.

use super::super::memo::hash;
use super::super::world::World;
use super::{Due, Ground, Kind, Matter, Plan, Planned};
use crate::render::theme;
use crate::site::{self, Page, Texts, Wanted};
use rayon::prelude::*;
use std::collections::BTreeSet;

const THEME: &str = "the file itself";

/// All of it.
pub(super) fn plan<'a>(ground: Ground<'_, 'a>) -> Plan<'a> {
    let mut plan = Plan::default();
    plan.add(planned_pages(site::plan_of(ground.told.index(), &Wanted::All), &ground.world.texts));
    plan.add(theme_files(ground.world));
    plan
}

/// What makes some of the files.
pub(super) fn plan_of<'a>(ground: Ground<'_, 'a>, dues: &[&Due]) -> Plan<'a> {
    let mut plan = Plan::default();
    plan.add(theme_files(ground.world));
    let pages = dues.iter().filter_map(|due| match &due.kind {
        Kind::Page(template) => Some((template.as_str(), due.path.as_str())),
        _ => None,
    });
    let (templates, addresses): (BTreeSet<&str>, BTreeSet<&str>) = pages.unzip();
    if !addresses.is_empty() {
        let wanted = Wanted::Some { templates: &templates, addresses: &addresses };
        plan.add(planned_pages(site::plan_of(ground.told.index(), &wanted), &ground.world.texts));
    }
    plan
}

fn planned_pages<'a>(pages: Vec<Page<'a>>, texts: &Texts) -> Vec<Planned<'a>> {
    pages.into_par_iter().with_min_len(64).map(|page| planned_page(page, texts)).collect()
}

fn planned_page<'a>(page: Page<'a>, texts: &Texts) -> Planned<'a> {
    let due = Due {
        path: page.permalink.as_str().to_owned(),
        seed: page.seed(),
        kind: Kind::Page(page.template.to_owned()),
        needs: texts.places(&page.needs()),
        lists: page.lists(),
        copies: page.copies(),
    };
    Planned { due, part: "", matter: Matter::Page(page) }
}

/// The theme: the built-in files, each replaced by the site's own of the same path, and the site's own beside them.
pub(super) fn theme_files(world: &World) -> Vec<Planned<'static>> {
    let built_in = theme::FILES.iter().filter(|(path, _)| !world.theme.contains_key(*path));
    let built_in = built_in.map(|(path, bytes)| Planned {
        due: Due::file(&format!("theme/{path}"), Kind::Theme, hash(bytes)),
        part: THEME,
        matter: Matter::BuiltIn(bytes),
    });
    let own = world.theme.iter();
    let own = own.map(|(path, source)| Planned {
        due: Due::file(&format!("theme/{path}"), Kind::Theme, source.hash),
        part: THEME,
        matter: Matter::Own(source.path.clone()),
    });
    built_in.chain(own).collect()
}
