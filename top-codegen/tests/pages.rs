//! Pages of the corpus and pages made from its definitions, read and compared with what they are to say.
//!
//! The corpus stands beside the workspace. Where it does not, these tests say so and pass; the quirks that they hold are also
//! tested in the crate, on pages written for that.

#[path = "pages/chance.rs"]
mod chance;
#[path = "pages/corpus.rs"]
mod corpus;
#[path = "pages/count.rs"]
mod count;
#[path = "pages/expected.rs"]
mod expected;
#[path = "pages/printer.rs"]
mod printer;

use chance::Chance;
use count::Count;
use printer::Printer;
use top_codegen::read;

#[test]
fn the_pages_of_the_corpus_say_what_their_schemas_say() {
    let Some(pages) = corpus::pages() else { return };
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
            Err(problem) => wrong.push(problem.to_string()),
        }
    }
    println!("{} pages, {} right, {warnings} warnings", pages.len(), pages.len() - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages made from the definitions, in several ways each.
#[test]
fn pages_made_from_definitions_say_what_the_definitions_say() {
    let Some(definitions) = corpus::definitions() else { return };
    let mut count = Count::default();
    for seed in 0..5 {
        for (at, definition) in definitions.iter().enumerate() {
            let mut chance = Chance::new(seed * 1000 + at as u64);
            let text = Printer::new(&mut chance, 2).print(definition);
            count.read(&format!("{} ({seed})", definition["name"]), &text, &expected::schema(definition));
        }
    }
    println!("{count}\n{}", count.doubted.join("\n"));
    assert!(count.silently_wrong.is_empty(), "{}", count.silently_wrong.join("\n"));
    assert!(count.refused.is_empty(), "{}", count.refused.join("\n"));
    assert!(count.doubted.len() * 100 <= count.right, "{}", count.doubted.join("\n"));
}
