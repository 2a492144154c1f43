//! Names that pages give the `meta` elements that hold a day.

/// Names of `meta` elements that state the publication, the surest first.
pub(super) const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "publisheddate",
    "published_on",
    "pubdate",
    "publication_date",
    "publicationdate",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article:post_date",
    "bt:pubdate",
    "ptime",
    "prism.publicationdate",
    "shareaholic:article_published_time",
];

/// Names of `meta` elements that some sites give the day of the last change or of the capture.
pub(super) const UNSURE: &[&str] = &[
    "created",
    "date",
    "datecreated",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "displaydate",
    "gentime",
    "last-published",
    "timestamp",
];

/// Names of `meta` elements that state the last change.
pub(super) const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:updated",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "modified",
    "og:modified_time",
];
