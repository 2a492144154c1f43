//! An article file's front matter: read as people and other tools write it, written in the contracts' order.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

#[cfg(test)]
mod tests {
    use super::super::{Article, Credit, FrontMatter, Image};
    use super::*;
    use crate::config::Config;
    use crate::problem::Code;
    use proptest::prelude::*;

    fn round(article: &Article) -> Article {
        let text = super::super::write(article);
        let read = super::super::read("content/articles/a.md", &text, &Config::default());
        assert_eq!(read.problems, [], "{text}");
        Article { body_line: 0, ..read.value }
    }

    #[test]
    fn keys_stand_in_the_contracts_order() {
        let front = FrontMatter {
            title: Some("A: “b”".into()),
            date: "2024-03-05".parse().ok(),
            authors: vec!["Ann Lee".into()],
            truncated: true,
            ..FrontMatter::default()
        };
        let text = super::super::write(&Article { front, body: "Text.\n".into(), body_line: 0 });
        assert_eq!(
            text,
            "---\ntitle: \"A: “b”\"\ndate: 2024-03-05\nauthors:\n  - Ann Lee\ntruncated: true\n---\n\nText.\n"
        );
    }

    #[test]
    fn other_tools_spellings_are_read_and_kept() {
        let text = "---\nauthor: [\"[[Ann Lee]]\"]\npublished: 2024-03-05\nsource: https://x.example/a\nmood: calm\n---\nText.\n";
        let read = super::super::read("a.md", text, &Config::default());
        assert_eq!(read.problems, []);
        assert_eq!(read.value.front.authors, ["Ann Lee"]);
        assert_eq!(read.value.front.url.as_deref(), Some("https://x.example/a"));
        assert_eq!(read.value.front.own.get("mood").and_then(|mood| mood.as_str()), Some("calm"));
    }

    #[test]
    fn a_key_longer_than_yaml_looks_for_its_colon_comes_back() {
        let mut front = FrontMatter::default();
        for key in ["k".repeat(1_100), "\0".repeat(180), "k: ".repeat(400)] {
            let within =
                serde_json::json!({ "a": { key.clone(): "b" }, "c": [{ key.clone(): 1, "d": 2 }] });
            front.own.insert(key, within);
        }
        let article = Article { front, body: "Text.\n".into(), ..Article::default() };
        let read = super::super::read("a.md", &write(&article), &Config::default());
        assert_eq!(read.problems, []);
        assert_eq!(read.value.front.own, article.front.own);
    }

    #[test]
    fn a_persons_own_key_without_a_value_comes_back() {
        let text = "---\nmine:\n  seen:\n  by:\n    editor:\nextra:\n  mood:\n---\nText.\n";
        let read = super::super::read("a.md", text, &Config::default()).value;
        let mine = serde_json::json!({ "seen": null, "by": { "editor": null } });
        assert_eq!(read.front.own.get("mine"), Some(&mine));
        let article = Article { body_line: 0, ..read };
        assert_eq!(round(&article), article);
    }

    #[test]
    fn a_key_that_stands_between_carriage_returns_comes_back() {
        let text = "---\n-\0 /\n\r:--\nsaved:0!\r-m0\n\r\rM:\r aM:\r\n---\n";
        let front = super::super::read("a.md", text, &Config::default()).value.front;
        let article = Article { front, ..Article::default() };
        let text = super::super::write(&article);
        let read = super::super::read("a.md", &text, &Config::default());
        assert_eq!((read.problems, read.value.front), (Vec::new(), article.front), "{text}");
    }

    #[test]
    fn an_image_that_is_none_is_told_and_comes_back_as_none() {
        let read = super::super::read("a.md", "---\nimage: 3\n---\n", &Config::default());
        assert_eq!((read.problems.len(), read.value.front.image), (1, None));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told_with_its_line() {
        let read =
            super::super::read("a.md", "---\ntitle: A\ndate: someday\n---\n", &Config::default());
        let problem = read.problems.first().unwrap();
        assert_eq!((problem.line, problem.code), (3, Code::WrongValue));
        assert_eq!(read.value.front.title.as_deref(), Some("A"));
    }

    #[test]
    fn a_number_without_end_in_a_persons_own_key_is_kept() {
        let config = Config::default();
        for number in [".inf", "-.inf", ".nan"] {
            let text = format!("---\nheight: {number}\n---\n");
            let front = super::super::read("a.md", &text, &config).value.front;
            assert_eq!(front.own.get("height").and_then(|own| own.as_str()), Some(number));
            let article = Article { front, ..Article::default() };
            assert_eq!(round(&article).front.own, article.front.own);
        }
    }

    /// Texts that some reader of YAML takes for something else.
    const TRICKY: &[&str] = &[
        "null",
        "~",
        "true",
        "No",
        "1e3",
        "0x1F",
        "1_000",
        ".inf",
        "2024-03-05",
        "12:30:45",
        "---",
        "...",
        "- a",
        "? a",
        ": a",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{a}",
        "[a]",
        "a\n---\nb: c",
        "\n",
        "a\r\nb",
        "\t",
        " a ",
        "'",
        "\"",
        "\\",
        "\\n",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\u{feff}a",
        "\u{202e}a\u{2066}",
        "\u{7f}",
        "\u{1}",
        "📰",
        "=",
        "<<",
        "|",
        ">",
        "y",
        "N",
        "é",
        "\u{fffe}",
        "\u{10ffff}",
        "a:",
        "a ",
        "0o7",
        "+1",
    ];

    fn tricky() -> impl Strategy<Value = String> {
        let known = proptest::sample::select(TRICKY).prop_map(str::to_owned);
        let joined = proptest::collection::vec(proptest::sample::select(TRICKY), 1..4)
            .prop_map(|pieces| pieces.concat());
        prop_oneof![any::<String>(), known, joined, "\\PC{0,40}"]
            .prop_map(|text| text.replace('\0', ""))
            .prop_filter("an empty text is none", |text| !text.is_empty())
    }

    proptest! {
        // A hundred thousand with PROPTEST_CASES=100000.
        #[test]
        fn whatever_a_scrape_says_comes_back_as_it_was(
            title in tricky(),
            lines in proptest::collection::vec(tricky(), 0..4),
            section in tricky(),
            credit in tricky(),
            extra in proptest::collection::btree_map(tricky(), tricky(), 0..4),
        ) {
            let front = FrontMatter {
                title: Some(title.clone()),
                authors: lines.clone(),
                tags: lines,
                section: Some(section),
                credits: vec![Credit { role: credit, name: title.clone(), place: None }],
                image: Some(Image { caption: Some(title), ..Image::default() }),
                extra: extra.into_iter().map(|(key, value)| (key, value.into())).collect(),
                ..FrontMatter::default()
            };
            let article = Article { front, body: "Text.\n".to_owned(), body_line: 0 };
            prop_assert_eq!(round(&article), article);
        }
    }
}
