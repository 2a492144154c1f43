//! The keys of one file that a person wrote: read with the line they stand on, and complained about kindly.

use crate::config::Limits;
use crate::date::Edtf;
use crate::problem::{Code, Problem, Severity};
use crate::yaml::{self, Mapping, Value};

/// One file of the desk, as it stands on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskFile<'a> {
    /// Its path, relative to the site's root, with `/` between folders.
    pub path: &'a str,
    /// What it holds.
    pub text: &'a str,
}

impl DeskFile<'_> {
    /// The file's name without folder and ending: its slug.
    pub fn stem(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    }
}

/// The keys of a file, and what was wrong with them.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    path: &'a str,
    /// The YAML, for finding lines again.
    yaml: &'a str,
    /// How many lines of the file stand before the YAML.
    before: u32,
    mapping: Mapping,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// Reads the YAML of a file; broken YAML is a problem and has no keys.
    pub(super) fn of(path: &'a str, yaml: &'a str, before: u32, limits: &Limits) -> Self {
        let mut fields = Self { path, yaml, before, mapping: Mapping::new(), problems: Vec::new() };
        match yaml::load(yaml, limits) {
            Ok(mapping) => fields.mapping = mapping,
            Err(refusal) => {
                let line = yaml.lines().nth(refusal.line.saturating_sub(1) as usize);
                let code = if refusal.expands { Code::NoAliases } else { Code::BadHandFile };
                let problem = Problem::error(code, path, refusal.message)
                    .at(before + refusal.line, line.unwrap_or_default())
                    .hint("Put values with a colon, a quote or a backslash between quotes.");
                fields.problems.push(problem);
            }
        }
        fields
    }

    /// Says which keys are not known.
    pub(super) fn only(&mut self, known: &[&str]) {
        let keys: Vec<String> = self.mapping.keys().map(plain).collect();
        for key in keys.iter().filter(|key| !known.contains(&key.as_str())) {
            let hint = format!("Known keys: {}.", known.join(", "));
            self.complain(key, format!("“{key}” is not a key of such a file"), hint);
        }
    }

    /// One line of text.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.mapping.get(key)? {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            value @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(plain(value)),
            _ => self.wrong(key, "one line of text"),
        }
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn list(&mut self, key: &str) -> Vec<String> {
        match self.mapping.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Sequence(items)) if items.iter().all(is_plain) => {
                items.iter().map(plain).collect()
            }
            Some(value) if is_plain(value) => vec![plain(value)],
            Some(_) => self.wrong(key, "a list of texts").unwrap_or_default(),
        }
    }

    /// Yes or no; no where it is absent.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.mapping.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => self.wrong(key, "true or false").unwrap_or_default(),
        }
    }

    /// A date of stated precision.
    pub(super) fn date(&mut self, key: &str) -> Option<Edtf> {
        let text = self.text(key)?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                let hint = "a day (2025-04-23), a month (2025-04), a year, or from and to: 2025-04-14/2025-04-20";
                self.complain(key, error.to_string(), hint.into());
                None
            }
        }
    }

    /// A mapping of mappings, such as `people`; a list under a name is its `also`.
    pub(super) fn table(&mut self, key: &str) -> Vec<(String, Mapping)> {
        let mut table = Vec::new();
        let rows = match self.mapping.get(key) {
            None | Some(Value::Null) => return table,
            Some(Value::Mapping(rows)) => rows.clone(),
            Some(_) => return self.wrong(key, "a map from names").unwrap_or(table),
        };
        for (name, value) in rows {
            let name = plain(&name);
            match value {
                Value::Mapping(row) => table.push((name, row)),
                Value::Null => table.push((name, Mapping::new())),
                list @ Value::Sequence(_) => {
                    table.push((name, [(Value::from("also"), list)].into_iter().collect()));
                }
                _ => drop(self.wrong::<()>(&name, "a map such as {also: [Other Name]}")),
            }
        }
        table
    }

    /// A list of mappings, such as `passages`.
    pub(super) fn rows(&mut self, key: &str) -> Vec<Mapping> {
        let is_row = |value: &Value| matches!(value, Value::Mapping(_));
        match self.mapping.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Sequence(rows)) if rows.iter().all(is_row) => {
                rows.iter().filter_map(|row| row.as_mapping().cloned()).collect()
            }
            Some(_) => self.wrong(key, "a list of {article, text}").unwrap_or_default(),
        }
    }

    /// The keys of a mapping inside this file.
    pub(super) fn inside(&self, mapping: Mapping) -> Fields<'a> {
        let problems = Vec::new();
        Fields { path: self.path, yaml: self.yaml, before: self.before, mapping, problems }
    }

    /// The texts of a flat map, such as `old.html: new.html`.
    pub(super) fn pairs(&mut self) -> Vec<(String, String)> {
        let pair = |(key, value): (&Value, &Value)| (plain(key), plain(value));
        self.mapping.iter().filter(|(_, value)| is_plain(value)).map(pair).collect()
    }

    /// The line that gives `key` for the `nth` time (from 0); 0 where none does.
    pub(super) fn line(&self, key: &str, nth: usize) -> u32 {
        let lines = self.yaml.lines().zip(1_u32..);
        let mut given =
            lines.flat_map(|(line, number)| std::iter::repeat_n(number, times_given(line, key)));
        given.nth(nth).map_or(0, |number| self.before + number)
    }

    /// The line on which `value` stands under `key`; that of the key where it is written otherwise there.
    pub(super) fn line_of(&self, key: &str, value: &str) -> u32 {
        let first = self.line(key, 0);
        let from = first.saturating_sub(self.before).saturating_sub(1) as usize;
        let below = self.yaml.lines().skip(from).zip(first..);
        let mut with = below.filter(|(line, _)| line.contains(value));
        with.next().map_or(first, |(_, number)| number)
    }

    /// Adds a problem at the line that gives `key`, else at the file's first.
    pub(super) fn complain(&mut self, key: &str, message: String, hint: String) {
        let excerpt = self.yaml.lines().find(|line| times_given(line, key) > 0).unwrap_or_default();
        let problem = Problem::error(Code::BadHandFile, self.path, message);
        self.problems.push(problem.at(self.line(key, 0).max(1), excerpt).hint(hint));
    }

    /// Adds a warning about the whole file.
    pub(super) fn warn(&mut self, message: &str, hint: &str) {
        let mut problem = Problem::error(Code::BadHandFile, self.path, message).hint(hint);
        problem.severity = Severity::Warning;
        self.problems.push(problem);
    }

    fn wrong<T>(&mut self, key: &str, wanted: &str) -> Option<T> {
        let message = format!("“{key}” is not {wanted}");
        self.complain(key, message, format!("Write {wanted}; the value is left out until then."));
        None
    }
}

/// How often a line of YAML gives `key`: alone, as the first of a list's item, or in mappings between braces.
fn times_given(line: &str, key: &str) -> usize {
    let pieces: Vec<&str> =
        if line.contains('{') { line.split(['{', ',']).collect() } else { vec![line] };
    pieces.into_iter().filter(|piece| gives(piece, key)).count()
}

fn gives(piece: &str, key: &str) -> bool {
    let piece = piece.trim_start().trim_start_matches("- ").trim_start();
    let piece = piece.trim_start_matches(['"', '\'']);
    let rest =
        piece.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
    rest.is_some_and(|rest| rest.starts_with(':'))
}

fn is_plain(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}

/// A plain value as its text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}
