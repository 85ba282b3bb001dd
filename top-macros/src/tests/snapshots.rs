//! Compares the expansions of the declarations in `tests/expand/declared` with
//! `tests/expand/expected`.
//!
//! After a change of the expansion, `BLESS=1 cargo test -p top-macros snapshots` updates the
//! expected files. Review the difference before you commit it. `cargo test -p top-tests --test
//! expand` compiles and runs the files.

use std::path::PathBuf;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Expr, Item, Path, Stmt, Token, parse_quote};

use crate::derive;
use crate::tests::parsed;

#[test]
fn expansions_equal_the_expected_files() {
    let names = names("declared");
    assert!(!names.is_empty());
    for name in &names {
        let (declared, expected) = (folder("declared").join(name), folder("expected").join(name));
        let expansion = format!(
            "// Written by `BLESS=1 cargo test -p top-macros snapshots`.\n\n{}",
            expanded(&read(&declared))
        );
        if env::var_os("BLESS").is_some() {
            fs::write(&expected, &expansion).unwrap();
        }
        assert_eq!(read(&expected), expansion, "{name} differs; BLESS=1 rewrites it, see this test's module");
    }
    assert_eq!(names, self::names("expected"), "an expected file without a declaration");
}

/// A field adds at most five lines: its wire name, its encoding, its placeholder, its decoding and,
/// with the feature `schema`, its metadata.
#[test]
fn expansion_grows_by_at_most_five_lines_per_field() {
    let lines = |fields: usize, head: &str| {
        let fields: Vec<_> = (0..fields).map(|n| format!("long_field_name_{n}: Option<String>")).collect();
        expanded(&format!("{head} struct Ticket {{ {} }}", fields.join(", "))).lines().count()
    };
    for head in ["#[derive(TopValue)]", "#[derive(TopApi)] #[top_api(method = \"a.b\")]"] {
        // One line of the declaration and five of the expansion.
        assert!(lines(30, head) - lines(20, head) <= 10 * (1 + 5), "{head}");
    }
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/expand").join(name)
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(self::folder(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(path: &std::path::Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Replaces the derives of a file with their expansions.
fn expanded(source: &str) -> String {
    let items: TokenStream = syn::parse_file(source).unwrap().items.into_iter().map(expand_item).collect();
    let items = parsed(&items).items.into_iter().map(|mut item| {
        name_macros(&mut item);
        prettyplease::unparse(&parse_quote!(#item))
    });
    items
        .collect::<Vec<_>>()
        .join("\n")
        .replace("mod __server {", "__top::server! {")
        .replace("mod __serde {", "__top::serde! {")
}

/// Returns the item without its derive, followed by the expansion.
fn expand_item(item: Item) -> TokenStream {
    if let Item::Use(item) = item {
        return item.into_token_stream();
    }
    let mut input: DeriveInput = syn::parse2(item.into_token_stream()).unwrap();
    let has = |name: &str| input.attrs.iter().any(|attr| attr.path().is_ident(name));
    let code = match (has("top_api"), has("top_message")) {
        (true, _) => derive::api(&input),
        (false, true) => derive::message(&input),
        (false, false) => derive::value(&input),
    };
    strip(&mut input.attrs);
    match &mut input.data {
        Data::Struct(data) => data.fields.iter_mut().for_each(|field| strip(&mut field.attrs)),
        Data::Enum(data) => data.variants.iter_mut().for_each(|variant| strip(&mut variant.attrs)),
        Data::Union(_) => {}
    }
    quote!(#input #code)
}

/// Removes the derives and their attributes.
fn strip(attrs: &mut Vec<Attribute>) {
    attrs.retain(|attr| !["top", "top_api", "top_message"].iter().any(|name| attr.path().is_ident(name)));
    for attr in attrs.iter_mut().filter(|attr| attr.path().is_ident("derive")) {
        let derives = Punctuated::<Path, Token![,]>::parse_terminated;
        let others = attr.parse_args_with(derives).unwrap().into_iter();
        let others = others
            .filter(|path| !["TopApi", "TopMessage", "TopValue"].iter().any(|name| path.is_ident(name)));
        *attr = parse_quote!(#[derive(#(#others),*)]);
    }
}

/// Replaces `server! { .. }` and `serde! { .. }` with modules, because prettyplease prints the
/// content of a macro call on one line.
fn name_macros(item: &mut Item) {
    let Item::Const(scope) = item else { return };
    let Expr::Block(block) = &mut *scope.expr else { return };
    for stmt in &mut block.block.stmts {
        let call = match stmt {
            Stmt::Macro(call) => &call.mac,
            Stmt::Item(Item::Macro(call)) => &call.mac,
            _ => continue,
        };
        let content = &call.tokens;
        let name = match call.path.segments.last() {
            Some(last) if last.ident == "serde" => format_ident!("__serde"),
            _ => format_ident!("__server"),
        };
        *stmt = Stmt::Item(parse_quote!(mod #name { #content }));
    }
}
