//! Every integration test in one program, so that it links once.

#![expect(clippy::disallowed_methods, reason = "tests touch the disk")]

#[cfg(test)]
mod suite {
    mod corpus;
    mod site;
    mod tidy;
}
