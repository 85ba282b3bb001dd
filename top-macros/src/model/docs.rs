//! Doc comments.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc comment in these attributes, without the indent that its lines have in common.
///
/// What is no literal, like `#[doc = include_str!(..)]`, cannot be read here and is left out.
pub(crate) fn docs(attrs: &[Attribute]) -> String {
    let written: Vec<String> = attrs.iter().filter_map(written).collect();
    let lines: Vec<&str> = written.iter().flat_map(|text| text.split('\n')).map(str::trim_end).collect();
    let filled = lines.iter().filter(|line| !line.is_empty());
    let indent = filled.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let bare: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    bare.join("\n").trim_matches('\n').to_owned()
}

/// The text of one `///` line, or of a `/** */` comment.
fn written(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
