//! An attribute that is just being typed is all that is reported: the impls stay, so that the code around the type
//! keeps its completion and shows no other error.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::{DeriveInput, Expr, Item, Stmt};

use crate::derive;
use crate::tests::parsed;

/// An item with one attribute, of which ever more is typed.
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
        keys: "any_of(first, second), build, outcome = judges::judge, crate = crate::top",
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
fn cut_off_anywhere() {
    for case in &CASES {
        let ends = case.keys.char_indices().map(|(at, _)| at).chain([case.keys.len()]);
        let lexed = ends.filter(|end| case.holds(&closed(&case.keys[..*end]))).count();
        // What does not lex, like a lone quote, is never given to a derive.
        assert!(lexed * 10 > case.keys.len() * 9, "{lexed} of {} in {}", case.keys.len(), case.keys);
    }
}

#[test]
fn with_any_token_missing() {
    for case in &CASES {
        let Ok(tokens) = case.keys.parse::<TokenStream>() else { unreachable!("{}", case.keys) };
        for range in places(tokens) {
            let keys = format!("{} {}", &case.keys[..range.start], &case.keys[range.end..]);
            case.holds(&keys);
        }
    }
}

impl Case {
    /// Whether the item lexes with these keys; if so, asserts that nothing but the attribute is reported.
    fn holds(&self, keys: &str) -> bool {
        let start = format!("{} #[", self.before);
        let attribute = format!("{}({keys})", self.attribute);
        let source = format!("{start}{attribute}] {}", self.after);
        let Ok(input) = syn::parse_str::<DeriveInput>(&source) else { return false };
        let is_api = input.attrs.iter().any(|attr| attr.path().is_ident("top_api"));
        let expansion = if is_api { derive::api(&input) } else { derive::value(&input) };
        assert_impls(&expansion, is_api, &source);
        if self.keys.starts_with(keys) {
            assert_what_was_typed(&expansion, keys, &source);
        }
        let attribute = start.len()..start.len() + attribute.len();
        for (text, place) in reports(&expansion) {
            // What an attribute lacks has no place in it, so the item is pointed at.
            let is_lack = text.contains("has no `method`") || keys.trim().is_empty();
            let is_there = attribute.start <= place.start && place.end <= attribute.end;
            assert!(is_lack || is_there, "{text:?} at `{}`\n{source}", &source[place]);
        }
        true
    }
}

/// The typed part with its text, brackets and braces closed, as editors do it.
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

/// Where each token stands, brackets together with what is between them and by it.
fn places(tokens: TokenStream) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for token in tokens {
        places.push(token.span().byte_range());
        if let TokenTree::Group(group) = token {
            places.extend(self::places(group.stream()));
        }
    }
    places
}

/// The text and place of each `compile_error!`.
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

/// Every trait that the type has without a mistake, it has with one.
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
        assert!(traits.iter().any(|found| found == name), "no `{name}` for\n{source}");
    }
}

/// What was already typed holds: the reply's type, and the constructor.
fn assert_what_was_typed(expansion: &TokenStream, keys: &str, source: &str) {
    let code: String = expansion.to_string().split_whitespace().collect();
    if keys.contains("response = Page<my::Row, 3>") {
        assert!(code.contains("typeResponse=Page<my::Row,3>;"), "{source}");
    }
    if keys.contains("build") {
        assert!(code.contains("fnnew("), "{source}");
    }
}
