//! Tests of the names, of what the attributes are read as, and of the code written for whole items.

mod attributes;
mod build;
mod docs;
mod expansion;
mod half_typed;
mod names;
mod rules;
mod snapshots;

use syn::DeriveInput;

/// The item in `source`.
fn item(source: &str) -> DeriveInput {
    match syn::parse_str(source) {
        Ok(item) => item,
        Err(error) => unreachable!("the test's item does not parse: {error}\n{source}"),
    }
}

/// The texts that the derive reports for the item, which are the arguments of its `compile_error!`s.
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

/// The expansion as a file, which it must be whatever the item was.
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
