//! Pages of the corpus and pages made from its definitions, read and compared with what they are to say.
//!
//! The corpus stands beside the workspace. Where it does not, these tests say so and pass; the quirks that they hold are also
//! tested in the crate, on pages written for that.

#[path = "pages/corpus.rs"]
mod corpus;
#[path = "pages/expected.rs"]
mod expected;

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
