//! Pre-flight checks, GitHub Pages.
