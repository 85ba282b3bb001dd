//! Tests of names, attribute parsing, checks and generated code.

mod attributes;
mod build;
mod docs;
mod expansion;
mod half_typed;
mod names;
mod rules;
mod snapshots;

use syn::DeriveInput;

fn item(source: &str) -> DeriveInput {
    match syn::parse_str(source) {
        Ok(item) => item,
        Err(error) => unreachable!("the test's item does not parse: {error}\n{source}"),
    }
}

/// Returns the texts of all `compile_error!` calls.
fn errors(expansion: &proc_macro2::TokenStream) -> Vec<String> {
    let file = parsed(expansion);
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
                item.mac.parse_body::<syn::LitStr>().ok().map(|text| text.value())
            }
            _ => None,
        })
        .collect()
}

/// Parses the expansion, which must be valid syntax for every item.
fn parsed(expansion: &proc_macro2::TokenStream) -> syn::File {
    match syn::parse2(expansion.clone()) {
        Ok(file) => file,
        Err(error) => unreachable!("the expansion does not parse: {error}\n{expansion}"),
    }
}

fn api_errors(source: &str) -> Vec<String> {
    errors(&crate::derive::api(&item(source)))
}

fn value_errors(source: &str) -> Vec<String> {
    errors(&crate::derive::value(&item(source)))
}
