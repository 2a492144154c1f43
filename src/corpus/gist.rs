//! The little that gathering needs of one article.

use crate::annotate::Annotations;
use crate::article::{Article, ArticleId};
use crate::date::Stamp;
use serde::{Deserialize, Serialize};

/// The little that gathering needs of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gist {
    /// Which article.
    pub id: ArticleId,
    /// When it says it was published.
    pub stated: Option<Stamp>,
    /// Who it says published it.
    pub outlet: Option<String>,
}

/// The annotations of an article's body and of its lead image's caption.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotated {
    /// Over [`Article::body`].
    pub body: Annotations,
    /// Over the caption of [`crate::article::Image`]; empty where there is none.
    pub caption: Annotations,
}

/// Takes from an article what gathering needs.
pub fn gist(id: &ArticleId, article: &Article, _annotated: &Annotated) -> Gist {
    Gist { id: id.clone(), stated: article.front.date, outlet: article.front.outlet.clone() }
}
