//! What says something of the page or its pictures, not of the story.

use super::super::matching::{
    self,
    Form::{Begins, Test, Whole},
};
use super::super::zone::Zone::{Anywhere, Ends, Tail};
use super::Rule;

pub(super) const MARKS: &[Rule] = &[
    Rule {
        name: "image-placeholder",
        reason: "a picture's file name or empty picture, left where the picture stood",
        zone: Anywhere,
        form: Test(matching::is_placeholder),
        example: "tag2024binary_PICTURE-VIEWIMAGE",
        keeps: "The picture file binary_one.jpg was never sent, the court heard.",
    },
    Rule {
        name: "counts",
        reason: "says how long the text is or how many have read it",
        zone: Anywhere,
        form: Test(matching::is_count),
        example: "4 min read",
        keeps: "40 minutes later the ferry came.",
    },
    Rule {
        name: "stamp",
        reason: "says when the page was made or changed; read as data",
        zone: Ends,
        form: Test(matching::is_stamp),
        example: "Last updated: 3 May 2024, 9:30 pm",
        keeps: "Updated rules apply from 3 May 2024, the port said.",
    },
    Rule {
        name: "picture-credit",
        reason: "says whose a picture is that is not here",
        zone: Anywhere,
        form: Test(matching::is_picture_credit),
        example: "(Photo: Ann Lee / Harbour Times)",
        keeps: "Photo: the last thing that the crew sent was a picture of the engine room.",
    },
    Rule {
        name: "picture-credit",
        reason: "says whose a picture is that is not here",
        zone: Anywhere,
        form: Test(matching::is_picture_credit),
        example: "© Ann Lee/Harbour Times",
        keeps: "The sign © was cut into the cabin door.",
    },
    Rule {
        name: "picture-caption",
        reason: "says what a picture shows that is not here",
        zone: Anywhere,
        form: Test(matching::is_agency_caption),
        example: "In this Dec. 12, 2006, file photo, a ferry waits at its berth.",
        keeps: "In this photo book the captain shows his boats.",
    },
    Rule {
        name: "download",
        reason: "hands the text out as a file",
        zone: Anywhere,
        form: Test(matching::is_download),
        example: "Dieses Gespräch als PDF herunterladen",
        keeps: "Download speeds fell to those of a fax, and of a PDF only half came.",
    },
    Rule {
        name: "copyright",
        reason: "says whose the page is",
        zone: Tail,
        form: Test(matching::is_copyright),
        example: "© 2024 Harbour Times. All rights reserved.",
        keeps: "The copyright law was passed in 1911.",
    },
    Rule {
        name: "copyright",
        reason: "says whose the page is",
        zone: Anywhere,
        form: Begins(
            &[
                "all rights reserved",
                "alle rechte vorbehalten",
                "materiał chroniony prawem autorskim",
                "todos los derechos reservados",
                "tous droits réservés",
                "wszelkie prawa zastrzeżone",
            ],
            160,
        ),
        example: "Alle Rechte vorbehalten | Impressum",
        keeps: "All rights were reserved for the owner, the court found.",
    },
    Rule {
        name: "picture-caption",
        reason: "says what a picture shows that is not here",
        zone: Anywhere,
        form: Begins(
            &[
                "figure caption,",
                "image caption,",
                "image source,",
                "media caption,",
                "video caption,",
            ],
            320,
        ),
        example: "Image caption, The bridge in May",
        keeps: "Image captions were wrong, the paper said.",
    },
    Rule {
        name: "counts",
        reason: "offers the text as sound, and says how long it is",
        zone: Anywhere,
        form: Test(matching::is_listening),
        example: "Listen to this article 4 min",
        keeps: "Listen to this article of faith, the bishop said, and weep for those who have none.",
    },
    Rule {
        name: "stamp",
        reason: "says when the page was made or changed, told from the hour of capture",
        zone: Ends,
        form: Test(matching::is_ago),
        example: "Updated 3 hours ago",
        keeps: "Ten years ago the pier was closed for 3 days.",
    },
    Rule {
        name: "end-mark",
        reason: "says that the text ends",
        zone: Tail,
        form: Whole(&["###", "# # #", "-30-", "- 30 -", "- ends -", "-ends-", "– ends –", "ends"]),
        example: "ENDS",
        keeps: "Ends of the rope were found at the pier.",
    },
];
