//! `content/aliases.yml`: names, outlets and words that are no names.

use super::field::{DeskFile, Fields};
use super::{Alias, Aliases, Outlet, OutletRight};
use crate::config::Limits;
use crate::problem::Reported;
use std::collections::BTreeMap;

/// Reads the aliases file. What is wrong is a problem and left out; the rest holds.
pub fn aliases(file: DeskFile<'_>, limits: &Limits) -> Reported<Aliases> {
    let mut fields = Fields::of(file.path, file.text, 0, limits);
    fields.only(&["people", "organisations", "places", "stop", "outlets"]);
    let value = Aliases {
        people: names(&mut fields, "people"),
        organisations: names(&mut fields, "organisations"),
        places: names(&mut fields, "places"),
        stop: fields.list("stop"),
        outlets: outlets(&mut fields),
    };
    Reported { value, problems: fields.problems }
}

fn names(fields: &mut Fields<'_>, key: &str) -> BTreeMap<String, Alias> {
    let mut names = BTreeMap::new();
    for (name, row) in fields.table(key) {
        let mut row = fields.inside(row);
        row.only(&["also", "never", "address"]);
        let alias = Alias {
            also: row.list("also"),
            never: row.list("never"),
            address: row.text("address"),
        };
        fields.problems.append(&mut row.problems);
        names.insert(name, alias);
    }
    names
}

fn outlets(fields: &mut Fields<'_>) -> BTreeMap<String, Outlet> {
    let mut outlets = BTreeMap::new();
    for (name, row) in fields.table("outlets") {
        let mut row = fields.inside(row);
        row.only(&["hosts", "code", "rights", "independent"]);
        let outlet = Outlet {
            hosts: row.list("hosts"),
            code: row.text("code"),
            rights: rights(&mut row),
            independent: row.text("independent").is_none() || row.flag("independent"),
        };
        fields.problems.append(&mut row.problems);
        outlets.insert(name, outlet);
    }
    outlets
}

fn rights(row: &mut Fields<'_>) -> Option<OutletRight> {
    match row.text("rights")?.as_str() {
        "full" => Some(OutletRight::Full),
        "excerpt" => Some(OutletRight::Excerpt),
        "link" => Some(OutletRight::Link),
        other => {
            let message = format!("“{other}” is not a right");
            row.complain("rights", message, "Write full, excerpt or link.".to_owned());
            None
        }
    }
}
