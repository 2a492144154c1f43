//! Pages to bytes: Tera, template closure, annotated HTML, feeds, search, exports.
//!
//! The templates and the theme are embedded in the program; a site's own file of the same path replaces one.

mod closure;
pub mod data;
pub mod dates;
pub mod digest;
pub mod export;
mod feed;
mod policy;
pub mod renderer;
mod search;
pub mod strings;
pub mod theme;

pub use renderer::Renderer;
