//! Compares pages, and pages printed from definitions, with the expected APIs. Documents:
//! `tests/documents`, and the corpus in `TOP_CORPUS` if set.
#![allow(clippy::expect_used)] // a document that is not as expected fails the test

#[path = "pages/copied.rs"]
mod copied;
#[path = "pages/corpus.rs"]
mod corpus;
#[path = "pages/count.rs"]
mod count;
#[path = "pages/damage.rs"]
mod damage;
#[path = "pages/expected.rs"]
mod expected;
#[path = "pages/folders.rs"]
mod folders;
#[path = "pages/printer.rs"]
mod printer;
#[path = "pages/random.rs"]
mod random;

use count::Count;
use printer::Printer;
use random::Random;
use top_codegen::{Api, Options, read, write};

#[test]
fn pages_match_their_expected_schemas() {
    let pages = corpus::pages();
    let mut wrong = Vec::new();
    let mut warnings = 0;
    for page in &pages {
        match read(&page.name, page.text.as_bytes()) {
            Ok(document) => {
                warnings += document.warnings.len();
                for warning in &document.warnings {
                    println!("{}:{:?}: {}", page.name, warning.line(), warning.message());
                }
                let differences = expected::differences(&page.schema, &document.api);
                if !differences.is_empty() {
                    wrong.push(format!("{}: {}", page.name, differences.join("; ")));
                }
            }
            Err(error) => wrong.push(error.to_string()),
        }
    }
    println!("{} pages, {} right, {warnings} warnings", pages.len(), pages.len() - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Prints each definition as several pages.
#[test]
fn pages_printed_from_definitions_match_the_definitions() {
    let definitions = corpus::definitions();
    let mut count = Count::default();
    for seed in 0..3 {
        for (at, definition) in definitions.iter().enumerate() {
            let mut chance = Random::new(seed * 1000 + at as u64);
            let text = Printer::new(&mut chance, 2).print(definition);
            count.read(&format!("{} ({seed})", definition["name"]), &text, &expected::schema(definition));
        }
    }
    println!("{count}\n{}", count.doubted.join("\n"));
    assert!(count.silently_wrong.is_empty(), "{}", count.silently_wrong.join("\n"));
    assert!(count.refused.is_empty(), "{}", count.refused.join("\n"));
    assert!(count.doubted.len() * 50 <= count.right, "{}", count.doubted.join("\n"));
}

#[test]
fn seed_pages_are_read_with_the_expected_warnings() {
    let seeds = corpus::seeds();
    if seeds.is_empty() {
        return;
    }
    let mut warnings = Vec::new();
    for (name, text) in &seeds {
        let document = read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        let seed = &name[..3];
        warnings.extend(document.warnings.iter().map(|warning| (seed, warning.line().unwrap_or_default())));
        assert!(!document.api.request.is_empty() && !document.api.response.is_empty(), "{name}");
    }
    // 002 `title` and 003 `result_code` have swapped examples and descriptions.
    assert_eq!(seeds.len(), 5);
    assert_eq!(warnings, [("002", 23), ("003", 61)]);
}

#[test]
fn blanks_and_line_ends_do_not_matter() {
    let pages = corpus::pages();
    for (change, apply) in damage::HARMLESS {
        let mut count = Count::default();
        for page in &pages {
            count.read(&page.name, &apply(&page.text), &page.schema);
        }
        assert_eq!(
            count.right,
            pages.len(),
            "{change}: {:?} {:?} {:?}",
            count.refused,
            count.doubted,
            count.silently_wrong
        );
    }
}

#[test]
fn tables_without_samples_are_read_by_rules_and_guesses_are_reported() {
    let pages = corpus::pages();
    for (sample, heading_too) in
        [("请求示例", false), ("请求示例", true), ("响应示例", false), ("响应示例", true)]
    {
        let mut count = Count::default();
        for page in &pages {
            let mut schema = page.schema.clone();
            if sample == "请求示例" {
                schema["session"] = serde_json::Value::Null;
            }
            count.read(&page.name, &damage::without_section(&page.text, sample, heading_too), &schema);
        }
        println!("without {sample}: {count}");
        assert!(count.silently_wrong.is_empty(), "{}", count.silently_wrong.join("\n"));
        assert!(count.refused.is_empty(), "{}", count.refused.join("\n"));
        assert!(count.right * 2 > pages.len(), "{count}");
    }
}

/// Number of variants of each page; more if there are few pages.
fn times(each: usize, pages: usize) -> usize {
    each.max(400 / pages)
}

#[test]
fn page_without_reply_sample_is_rejected() {
    let pages = corpus::pages();
    let mut count = Count::default();
    for (at, page) in pages.iter().enumerate() {
        let mut chance = Random::new(at as u64);
        for _ in 0..times(6, pages.len()) {
            let (line, text) = damage::cut(&page.text, &mut chance);
            count.read(&format!("{} up to line {line}", page.name), &text, &page.schema);
        }
    }
    println!("cut: {count}");
    assert!(count.silently_wrong.is_empty(), "{}", count.silently_wrong.join("\n"));
    assert!(count.doubted.is_empty(), "{}", count.doubted.join("\n"));
}

#[test]
fn missing_or_repeated_lines_are_rarely_unnoticed() {
    let pages = corpus::pages();
    // Swapping whole rows changes only their order.
    for (kind, (name, overlooked)) in
        [("taken out", 2), ("doubled", 2), ("exchanged", 5)].into_iter().enumerate()
    {
        let mut count = Count::default();
        for (at, page) in pages.iter().enumerate() {
            let mut chance = Random::new(at as u64);
            for _ in 0..times(3, pages.len()) {
                let (line, text) = damage::one_line(&page.text, &mut chance, kind);
                count.read(&format!("{}:{line}", page.name), &text, &page.schema);
            }
        }
        println!("one line {name}: {count}\n{}", count.silently_wrong.join("\n"));
        let all = count.right + count.doubted.len() + count.refused.len() + count.silently_wrong.len();
        assert!(count.silently_wrong.len() * 100 <= overlooked * all, "{count}");
    }
}

/// Returns the generated types without descriptions and examples, as not all copied formats keep
/// their borders.
fn code(api: &Api) -> String {
    let mut options = Options::default();
    options.test = false;
    let code = write(api, &options).code;
    code.lines().filter(|line| !line.trim_start().starts_with("///")).flat_map(|line| [line, "\n"]).collect()
}

/// Reads the pages in another format and counts equal results, warnings and errors.
fn in_form(name: &str, apply: impl Fn(&Api, &str) -> String) {
    let mut pages = corpus::pages();
    // Each format is tested with a different fifth of the pages.
    let (mut at, first) = (0, name.len() % 5);
    pages.retain(|_| {
        at += 1;
        at % 5 == first
    });
    let mut silent = Vec::new();
    let (mut same, mut doubted, mut refused) = (0, Vec::new(), Vec::new());
    for page in &pages {
        let before = read(&page.name, page.text.as_bytes()).unwrap_or_else(|error| panic!("{error}")).api;
        match read(&page.name, apply(&before, &page.text).as_bytes()) {
            Err(error) => refused.push(error.to_string()),
            Ok(document) if code(&document.api) == code(&before) => same += 1,
            Ok(document) if document.warnings.is_empty() => {
                let (before, after) = (code(&before), code(&document.api));
                let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
                silent.push(format!("{}: {differs:?}", page.name));
            }
            Ok(document) => doubted.push(format!("{}: {}", page.name, document.warnings[0].message())),
        }
    }
    println!(
        "{name}: {same} the same, {} with a warning, {} refused, {} silently wrong",
        doubted.len(),
        refused.len(),
        silent.len()
    );
    println!("{}\n{}", doubted.join("\n"), refused.join("\n"));
    // An example that is not a value of its type is only separable by its column.
    silent.retain(|found| name != "blanks" || !found.starts_with("taobao.tanx.creatives.get.txt"));
    assert!(silent.is_empty(), "{name}: {}", silent.join("\n"));
    let enough = (same + refused.len()) * 10 >= pages.len() * 9;
    // A few pages are too few for a ratio: one rejected page must not fail the test.
    let few_rejected = pages.len() < 10 || same * 5 >= pages.len() * 4;
    assert!(enough && few_rejected, "{name}: {same}");
}

#[test]
fn copied_page_formats_give_the_same_code() {
    for (name, apply) in copied::FORMS {
        in_form(name, |_, page| apply(page));
    }
}

#[test]
fn tables_with_one_row_per_line_give_the_same_code() {
    for (name, parts) in [
        ("Markdown", ("| ", " | ", " |")),
        ("Markdown without outer bars", ("", " | ", "")),
        ("Markdown with a bar at the end", ("", " | ", " |")),
        ("tabs", ("", "\t", "")),
        ("blanks", ("", " ", "")),
        ("a line for each cell", ("", "\n", "")),
    ] {
        in_form(name, |api, page| copied::in_rows(api, page, parts));
    }
}

#[test]
fn tables_without_headings_give_the_same_code() {
    in_form("no headings", |_, page| copied::without_headings(page));
    in_form("Markdown without headings", |api, page| {
        copied::without_headings(&copied::in_rows(api, page, ("", " | ", " |")))
    });
    in_form("every third bullet lost", |_, page| copied::partly_bare(page));
}

/// Pages printed from definitions, with descriptions that look like rows, types and names.
#[test]
fn ambiguous_pages_without_bullets_are_never_silently_wrong() {
    let definitions = corpus::definitions();
    for (name, apply) in [copied::FORMS[0], copied::FORMS[2], copied::FORMS[9], copied::FORMS[11]] {
        let mut count = Count::default();
        for (at, definition) in definitions.iter().enumerate().step_by(3) {
            let mut chance = Random::new(at as u64);
            let text = apply(&Printer::new(&mut chance, 2).print(definition));
            count.read(&format!("{}", definition["name"]), &text, &expected::schema(definition));
        }
        println!("{name}: {count}\n{}\n{}", count.doubted.join("\n"), count.refused.join("\n"));
        assert!(count.silently_wrong.is_empty(), "{name}: {}", count.silently_wrong.join("\n"));
        // The rest is rejected or has a warning: without bullets, some descriptions cannot be told
        // from rows.
        assert!(count.right * 20 > definitions.len() / 3 * 17, "{name}: {count}");
    }
}
