//! Every integration test in one program, so that it links once.

mod suite {
    pub mod tidy;
}
