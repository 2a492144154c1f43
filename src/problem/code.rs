//! The kinds of problems, each with the words that `dateline explain` prints.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($name:ident $text:literal $title:literal $explanation:literal)*) => {
        /// A kind of problem: `S` reading a scrape, `A` an article file, `W` a file written by hand, `G` gathering,
        /// `C` the configuration, `T` templates, `B` building, `K` checking, `P` publishing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every kind, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// What the kind is called, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// What it means and what to do about it.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation),* }
            }

            /// The code as it is printed, such as `S001`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text),* }
            }
        }
    };
}

codes! {
    EmptyScrape "S001" "empty scrape"
        "The file holds no text. Delete it, or capture the page again."
    BinaryScrape "S002" "not a text"
        "The file holds bytes that no supported format explains (a picture, a program, a PDF). Keep such files outside content/scrapes, or convert them to text."
    BadEncoding "S003" "undecodable bytes"
        "Some bytes are not valid in the file's encoding; they stand as U+FFFD in the article. Save the file as UTF-8."
    TooLarge "S004" "over a limit"
        "The file, or something in it, is larger or deeper than the limits allow. Raise the limit named in the message in dateline.toml if the file is to be trusted."
    Unreadable "S005" "unreadable file"
        "The file could not be read. Look at its permissions, and whether it is a file at all. A folder of sources in whose place a file or a link to nothing stands is told so, too: the site lacks what was in it, and is not published."
    BadLine "S006" "line not understood"
        "A line of a JSON Lines stream is not the object that is wanted. The other lines are read all the same."
    NoText "S007" "nothing left of the scrape"
        "Everything in the scrape was taken for something other than the article, or the page held no text. `dateline inspect FILE` lists each line and its rule."
    AlteredArchive "S008" "web archive changed since it was sealed"
        "A WACZ collection lists the digest of each of its files, and one of them has another. Its pages were read all the same; compare the file with the copy it came from."
    BadFrontMatter "A001" "broken front matter"
        "The lines between the two --- lines are not valid YAML. The message names the line. Values with a colon, a quote or a backslash need quotes around them."
    NoAliases "A002" "YAML alias or tag refused"
        "Front matter may not use YAML anchors, aliases (&, *) or tags (!): they can expand without bound. Write the value out."
    WrongValue "A003" "value of the wrong kind"
        "A key of the front matter has a value of another kind than expected, such as a list where one line is wanted. The value is left out until it is mended."
    TwoClaims "A004" "two articles claim one scrape"
        "Two article files name the same scrape in their front matter, so neither is rewritten. Delete one, or remove its `scrape` to keep it as a hand-written article."
    NewerWaiting "A005" "a newer normalisation is waiting"
        "The article was edited by hand, and its scrape or the rules have changed since. `dateline normalise --diff FILE` shows what changed, `--accept FILE` takes it."
    ScrapeGone "A006" "the scrape is gone"
        "The article was edited by hand and the scrape it came from no longer exists. The article stays. Restore the scrape, or remove `scrape` and `normalised` from the front matter."
    SameSlug "A007" "two articles with one address"
        "Two article files have the same name in different folders, and the name is the article's address. Rename one."
    BadHandFile "W001" "hand-written file not understood"
        "An event, note, page or the aliases file has a key or a value that is not known. The message names it."
    Orphan "W002" "words no longer found"
        "A note or an event quotes words that do not stand in the article, exactly, any more. It is shown nowhere until the words are mended."
    UnknownTarget "W003" "names something that is not there"
        "A note, an event or an alias names an article, an event, a day or a name that does not exist. Where a file hides, merges or corrects an event that is not there, nothing is published: what it was to hide would be shown. The event most often has another id since its first passage changed; find it on the site, and write its id."
    Undated "G001" "article without a publication date"
        "Neither the scrape nor the articles around it tell when it was published. Set `date` in the article's front matter."
    BadConfig "C001" "configuration not understood"
        "dateline.toml has a key or a value that is not known. The message names the nearest known one. Every key and its default: title (\"Timeline\"), description, base_url, language (\"en\"), time_zone; [publish] text (\"excerpt\" or \"full\"), events (\"all\" or \"reviewed\"), quote_words (60); [timeline] pinned ([]), page_size (100); [[furniture.rules]] name, pattern, where (\"line\" or \"block\"), reason; [limits] article_bytes, file_articles, lines, markdown_depth, html_depth, html_tags, front_matter_bytes, front_matter_depth, expansion."
    BadTemplate "T001" "template not understood"
        "A template does not parse, or uses a value that the page does not have. The page keeps its last good state."
    Disk "B001" "disk"
        "A file could not be written or read. Look at free space and permissions."
    ForeignOutput "B002" "output folder is not ours"
        "The output folder is not empty and does not carry the mark of an earlier build. Choose another with --out, or empty it."
    ForeignFile "B003" "a file in the way"
        "A file in the output folder, not written by us, stands where a page belongs. It is left alone and the page is not written."
    PassedOver "B004" "a file that is not read"
        "Articles, events, notes and pages are Markdown files that end in .md; another text among them is left out. Move a capture to content/scrapes, and rename what is Markdown. Among the scrapes, what an editor, a browser or the system leaves behind (`x.txt~`, `x.html.part`, `Thumbs.db`) is no capture, and of an ArchiveBox snapshot, which has one page in many forms, the best is read."
    BrokenLink "K001" "broken link"
        "A link or an anchor on the built site leads nowhere, or was written in a way that pages cannot follow and is shown as plain words. Pages of the site are written from its top (`method.html`, `article/bridge.html#p2`), other sites with their whole address."
    Unnamed "K002" "article without an outlet"
        "Nothing in the scrape names who published it. Name it in the article's front matter (`outlet`), or list its address under `outlets` in content/aliases.yml."
    SingleSource "K003" "event from a single outlet"
        "Only one independent outlet reports the event."
    DeadLink "K004" "dead link to another site"
        "The address answers that there is no such page, its host is not found, or nothing listens there. An archive may have it."
    Unsourced "K005" "article without a source"
        "Nothing leads back to where the article was published: neither an address nor a captured page. Write `url` in its front matter."
    NoLead "K006" "copies without an order"
        "Articles share their text, and nothing tells which came first, so the one that is shown was chosen by its publisher, its length or its name. Write `date` with a time in their front matter, or set `draft: true` in the one to drop."
    Unmatched "K007" "name that matches nothing"
        "content/aliases.yml speaks of a person, an organisation, a place or an outlet that no article names, or of one that is no such thing in any article; or it lists another spelling, a name that is another one or a word that is no name, and no article has it. Look at the spelling, or take it out."
    Unseen "K008" "link that could not be looked at"
        "The site does not let a program look, did not answer, answered with an error of its own, led round in a circle, or could not prove who it is. That says nothing of the page: open it in a browser. Those that may answer another time are asked again by the next `dateline check --links`."
    NoBase "P001" "no base address"
        "Feeds, the sitemap and shared links need to know where the site will stand. Set base_url in dateline.toml."
    Unpublishable "P002" "GitHub Pages will not take it"
        "A file or the whole site is over GitHub's limits, or is a link, or there is nothing to show."
    Secret "P003" "looks like a secret"
        "A file that would be published looks like a key or a password. Nothing is published until it is gone. Change the secret where it was used."
    TwoWorkflows "P004" "two workflows publish"
        "Another workflow of the repository puts a site on GitHub Pages. There is one place for both, and each takes the other's. Keep one of them."
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let same = |code: &&Self| code.as_str().eq_ignore_ascii_case(text);
        Self::ALL.iter().find(same).copied().ok_or(())
    }
}
