//! Pages to bytes: Tera, template closure, annotated HTML, feeds, search, exports.
//!
//! The templates and the theme are embedded in the program; a site's own file of the same path replaces one.

pub mod export;
