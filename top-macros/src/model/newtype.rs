//! A struct with one unnamed field, which has the wire format of the field.

use quote::ToTokens as _;
use syn::{Field, FieldsUnnamed, Type};

use crate::diag::Diag;
use crate::model::container::Container;
use crate::model::type_tokens::borrow;

pub(crate) struct Newtype<'a> {
    pub(crate) container: Container<'a>,
    /// The index of the field. `None` if the struct has no field or several.
    pub(crate) content: Option<(usize, &'a Type)>,
    /// The number of fields, with those of type `PhantomData`.
    pub(crate) len: usize,
}

impl<'a> Newtype<'a> {
    pub(crate) fn new(container: Container<'a>, fields: &'a FieldsUnnamed, diag: &mut Diag) -> Self {
        for attr in fields.unnamed.iter().flat_map(|field| &field.attrs) {
            if attr.path().is_ident("top") {
                let ident = container.ident;
                diag.error(
                    &attr.meta,
                    format_args!(
                        "`#[top(..)]` belongs on the fields of type `{ident}`: the field in `{ident}` has no \
                         name on the wire"
                    ),
                );
            }
        }
        let mut contents = fields.unnamed.iter().enumerate().filter(|(_, field)| !is_phantom(field));
        let (first, second) = (contents.next(), contents.next());
        let content = first.filter(|_| second.is_none()).map(|(at, field)| (at, &field.ty));
        if content.is_none() {
            diag.error(fields.to_token_stream(), text(&container, fields));
        }
        Self { container, content, len: fields.unnamed.len() }
    }

    /// Returns `true` if the value can be sent but not decoded.
    pub(crate) fn borrows(&self) -> bool {
        self.content.is_some_and(|(_, ty)| borrow(ty).is_some())
    }
}

/// Returns the error of a struct without exactly one field, with the struct to write instead.
fn text(container: &Container<'_>, fields: &FieldsUnnamed) -> String {
    let ident = container.ident;
    if fields.unnamed.is_empty() {
        return format!("`{ident}` has no field: write `struct {ident};` for an object without members");
    }
    let names: Vec<String> = (1..=fields.unnamed.len()).map(|at| format!("name{at}: ..")).collect();
    let names = names.join(", ");
    format!(
        "`{ident}` has {} fields without names, but the members of an object have names: write `struct {ident} {{ \
         {names} }}`",
        fields.unnamed.len()
    )
}

fn is_phantom(field: &Field) -> bool {
    matches!(&field.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"))
}
