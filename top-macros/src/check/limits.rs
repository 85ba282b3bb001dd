//! Rules for limits: each must fit the type of its field, as far as the tokens tell.

use syn::Ident;

use crate::attr::Range;
use crate::diag::Diag;
use crate::model::{Field, Integer, SyntacticType};
use crate::names::display_type;

pub(super) fn check(fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        check_required(field, diag);
        check_length(field, diag);
        check_items(field, diag);
        check_range(field, diag);
    }
}

fn check_required(field: &Field<'_>, diag: &mut Diag) {
    if let Some(key) = field.attrs.required.key()
        && matches!(field.syntactic_type(), SyntacticType::Optional(_))
    {
        let name = field.name();
        diag.error(
            key,
            format_args!("`{name}` is an `Option`, so it cannot be `required`; remove one of them"),
        );
    }
}

fn check_length(field: &Field<'_>, diag: &mut Diag) {
    for key in [field.attrs.max_len.key(), field.attrs.max_bytes.key()].into_iter().flatten() {
        match field.syntactic_type().content() {
            SyntacticType::Integer(_) | SyntacticType::Bool | SyntacticType::Map(_) => {
                wrong_type(key, "requires a string", field, diag);
            }
            SyntacticType::List(_) => {
                wrong_type(key, "requires a string, use `max_items` for a list", field, diag);
            }
            _ => {}
        }
    }
}

fn check_items(field: &Field<'_>, diag: &mut Diag) {
    let content = field.syntactic_type().content();
    if let Some(key) = field.attrs.max_items.key()
        && content.is_scalar()
    {
        wrong_type(key, "requires a list", field, diag);
    }
    if let Some(key) = field.attrs.item.key()
        && (content.is_scalar() || matches!(content, SyntacticType::Map(_)))
    {
        wrong_type(key, "requires a list", field, diag);
    }
}

fn check_range(field: &Field<'_>, diag: &mut Diag) {
    let Some((key, range)) = field.attrs.range.entry() else {
        return;
    };
    let Range { min, max, min_literal, max_literal, tokens } = range;
    match field.syntactic_type().content() {
        SyntacticType::Text | SyntacticType::Bool | SyntacticType::List(_) | SyntacticType::Map(_) => {
            wrong_type(key, "requires an integer", field, diag);
        }
        SyntacticType::Integer(integer) => {
            for (bound, literal) in [(min, min_literal), (max, max_literal)] {
                let Integer { name, min, max } = integer;
                if *bound < min || *bound > max {
                    let text =
                        format_args!("{bound} does not fit `{name}`, which ranges from {min} to {max}");
                    diag.error(literal, text);
                }
            }
        }
        _ => {}
    }
    if min > max {
        diag.error(tokens, format_args!("`range` is empty: {min} is above {max}"));
    }
}

fn wrong_type(key: &Ident, requirement: &str, field: &Field<'_>, diag: &mut Diag) {
    let ty = display_type(field.ty);
    diag.error(key, format_args!("`{key}` {requirement}; `{}` is `{ty}`", field.name()));
}
