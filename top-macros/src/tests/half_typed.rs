//! While an attribute is being typed, only the attribute is reported: the impls stay, so that the
//! rest of the crate keeps its completion and shows no other errors.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::{DeriveInput, Expr, Item, Stmt};

use crate::derive;
use crate::tests::parsed;

/// An item with one attribute that is being typed.
struct Case {
    before: &'static str,
    attribute: &'static str,
    keys: &'static str,
    after: &'static str,
}

const CASES: [Case; 6] = [
    Case {
        before: "",
        attribute: "top_api",
        keys: r#"method = "a.b-c", session = required, response = Page<my::Row, 3>, any_of(first, r#type), idempotent,
               version = "2.0", build, crate = ::my::top"#,
        after: "struct Call { first: Option<i64>, r#type: Option<String>, third: i64 }",
    },
    Case {
        before: "#[top_api(method = \"a.b\", build)] struct Call { third: i64,",
        attribute: "top",
        keys: r#"rename = "x", max_len = 3, range = 1..=20, required, item = "y", max_bytes = 1_000, max_items = 0x10"#,
        after: "first: Alias }",
    },
    Case {
        before: "struct Reply {",
        attribute: "top",
        keys: r#"rename = "is_success", success = "0", error_code, error_message"#,
        after: "code: String, text: String }",
    },
    Case {
        before: "",
        attribute: "top",
        keys: "any_of(first, second), build, outcome = outcomes::read, crate = crate::top",
        after: "struct Ticket { first: Option<i64>, second: Option<String>, third: i64 }",
    },
    Case {
        before: "enum Kind { #[top(\"A\")] First,",
        attribute: "top",
        keys: "\"IMAGE\"",
        after: "Image, #[top(other)] Other(String) }",
    },
    Case { before: "enum Kind { #[top(1)] First,", attribute: "top", keys: "other", after: "Other(i64) }" },
];

#[test]
fn only_the_attribute_is_reported_when_it_is_cut_off_anywhere() {
    for case in &CASES {
        let ends = case.keys.char_indices().map(|(at, _)| at).chain([case.keys.len()]);
        let lexed = ends.filter(|end| case.check(&closed(&case.keys[..*end]))).count();
        // A derive never receives text that does not lex, like a lone quote.
        assert!(lexed * 10 > case.keys.len() * 9, "{lexed} of {} in {}", case.keys.len(), case.keys);
    }
}

#[test]
fn only_the_attribute_is_reported_when_any_token_is_missing() {
    for case in &CASES {
        let Ok(tokens) = case.keys.parse::<TokenStream>() else { unreachable!("{}", case.keys) };
        for range in token_ranges(tokens) {
            let keys = format!("{} {}", &case.keys[..range.start], &case.keys[range.end..]);
            case.check(&keys);
        }
    }
}

impl Case {
    /// Asserts that only the attribute is reported. Returns `false` if the item does not lex.
    fn check(&self, keys: &str) -> bool {
        let start = format!("{} #[", self.before);
        let attribute = format!("{}({keys})", self.attribute);
        let source = format!("{start}{attribute}] {}", self.after);
        let Ok(input) = syn::parse_str::<DeriveInput>(&source) else { return false };
        let is_api = input.attrs.iter().any(|attr| attr.path().is_ident("top_api"));
        let expansion = if is_api { derive::api(&input) } else { derive::value(&input) };
        assert_impls(&expansion, is_api, &source);
        if self.keys.starts_with(keys) {
            assert_typed_keys_apply(&expansion, keys, &source);
        }
        let attribute = start.len()..start.len() + attribute.len();
        for (text, range) in reports(&expansion) {
            // A missing key is reported at the item.
            let is_missing_key = text.contains("has no `method`") || keys.trim().is_empty();
            let is_in_attribute = attribute.start <= range.start && range.end <= attribute.end;
            assert!(is_missing_key || is_in_attribute, "{text:?} at `{}`\n{source}", &source[range]);
        }
        true
    }
}

/// Closes the quotes and parentheses of the typed part, as editors do.
fn closed(typed: &str) -> String {
    let (mut open, mut in_text) = (0, false);
    for c in typed.chars() {
        match c {
            '"' => in_text = !in_text,
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
    }
    format!("{typed}{}{}", if in_text { "\"" } else { "" }, ")".repeat(open))
}

/// Returns the range of each token. A group yields its whole range and the ranges of its tokens.
fn token_ranges(tokens: TokenStream) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for token in tokens {
        ranges.push(token.span().byte_range());
        if let TokenTree::Group(group) = token {
            ranges.extend(token_ranges(group.stream()));
        }
    }
    ranges
}

/// Returns the text and range of each `compile_error!`.
fn reports(expansion: &TokenStream) -> Vec<(String, Range<usize>)> {
    let items = parsed(expansion).items.into_iter();
    items
        .filter_map(|item| match item {
            Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
                let start = item.mac.path.segments.first()?.ident.span().byte_range().start;
                let text = item.mac.parse_body::<syn::LitStr>().ok()?;
                Some((text.value(), start..text.span().byte_range().end))
            }
            _ => None,
        })
        .collect()
}

/// Asserts that the item has the impls that it has without errors.
fn assert_impls(expansion: &TokenStream, is_api: bool, source: &str) {
    let mut traits = Vec::new();
    for item in parsed(expansion).items {
        let Item::Const(scope) = item else { continue };
        let Expr::Block(block) = *scope.expr else { continue };
        for stmt in block.block.stmts {
            if let Stmt::Item(Item::Impl(item)) = stmt
                && let Some((path, _)) = item.trait_
                && let Some(last) = path.segments.last()
            {
                traits.push(last.ident.to_string());
            }
        }
    }
    let expected: &[&str] = if is_api { &["Request", "TopApi"] } else { &["Encode", "Decode"] };
    for name in expected {
        assert!(traits.iter().any(|candidate| candidate == name), "no `{name}` for\n{source}");
    }
}

/// Asserts that the keys which are already typed have their effect.
fn assert_typed_keys_apply(expansion: &TokenStream, keys: &str, source: &str) {
    let code: String = expansion.to_string().split_whitespace().collect();
    if keys.contains("response = Page<my::Row, 3>") {
        assert!(code.contains("typeResponse=Page<my::Row,3>;"), "{source}");
    }
    if keys.contains("build") {
        assert!(code.contains("fnnew("), "{source}");
    }
}
