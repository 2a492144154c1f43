//! Every integration test in one program, so that it links once.

mod suite {
    mod tidy;
}
