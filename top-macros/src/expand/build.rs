//! `new` and the setters that `build` asks for.

mod init;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute, Meta, Type};

use self::init::Init;
use crate::attr::Slot;
use crate::expand::place;
use crate::model::{Field, Given, Head, Written};

/// So many required fields are told apart by their place in a call of `new`; more of them need their names.
const MAX_PLACED: usize = 4;

/// What `build` adds to a struct with these fields, `None` for what is no such struct.
///
/// It does not depend on what the attributes of the fields were read as, so it stays while one of them is half typed.
pub(crate) fn build(head: &Head<'_>, build: &Slot<()>, fields: Option<&[Field<'_>]>) -> Option<TokenStream> {
    let fields = fields.filter(|_| build.is_meant())?;
    let required: Vec<&Field<'_>> = fields.iter().filter(|field| field.given().is_always()).collect();
    let ident = place::own(head.ident);
    let (impl_generics, type_generics, where_clause) = head.generics.split_for_impl();
    let init = (required.len() > MAX_PLACED).then(|| Init::new(head, &required));
    let new = new(head, fields, &required, init.as_ref());
    let setters = fields.iter().filter_map(|field| setter(head, field));
    Some(quote! {
        #init
        #[allow(deprecated)]
        impl #impl_generics #ident #type_generics #where_clause {
            #new
            #(#setters)*
        }
    })
}

/// The constructor: it takes the required fields one by one, or together as `init`.
fn new(
    head: &Head<'_>,
    fields: &[Field<'_>],
    required: &[&Field<'_>],
    init: Option<&Init<'_>>,
) -> TokenStream {
    let ident = head.ident;
    let doc = match (required.len(), fields.len()) {
        (0, 0) => format!(" A new `{ident}`."),
        (0, _) => format!(" A new `{ident}` with nothing in it yet."),
        (required, all) if required < all => {
            format!(" A new `{ident}` of what must be given; the rest is not there until it is set.")
        }
        _ => format!(" A new `{ident}` of what must be given, which is all of it."),
    };
    let vis = place::own_all(head.vis);
    let new = Ident::new("new", Span::call_site().located_at(ident.span()));
    let parameters = if let Some(init) = init {
        let ty = init.ty();
        quote!(init: #ty)
    } else {
        let placed = required.iter().map(|field| Parameter::new(head, field, field.ty).declared());
        quote!(#(#placed),*)
    };
    let values = fields.iter().map(|field| {
        let name = place::own(field.ident);
        match field.given() {
            Given::Always if init.is_some() => quote!(#name: init.#name),
            Given::Always => Parameter::new(head, field, field.ty).assigned(),
            Given::Maybe(_) => place::empty(head, field, &quote!(::core::option::Option::None)),
            Given::Many => place::empty(head, field, &quote!(::core::default::Default::default())),
        }
    });
    quote! {
        #[doc = #doc]
        #[must_use]
        #vis fn #new(#parameters) -> Self {
            Self { #(#values),* }
        }
    }
}

/// The method that gives an optional field its value, unless it would stand where the constructor does.
fn setter(head: &Head<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let (ty, is_option) = match field.given() {
        Given::Always => return None,
        Given::Maybe(inner) => (inner, true),
        Given::Many => (field.ty, false),
    };
    if field.name() == "new" {
        return None;
    }
    let (docs, vis, name) = (docs(field), place::own_all(field.vis), place::own(field.ident));
    let parameter = Parameter::new(head, field, ty);
    let (declared, mut value) = (parameter.declared(), parameter.value());
    if is_option {
        value = place::at(field.ty, &quote!(::core::option::Option::Some(#value)));
    }
    Some(quote! {
        #docs
        #[must_use]
        #vis fn #name(mut self, #declared) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// A parameter that a field is filled from.
struct Parameter<'a> {
    name: Ident,
    ty: &'a Type,
    is_converted: bool,
}

impl<'a> Parameter<'a> {
    /// A conversion helps texts, lists and values of many forms. It would harm integers (a literal would count as an `i32`),
    /// references (a `&String` would no more do for a `&str`) and type parameters (nothing would tell what they are).
    fn new(head: &Head<'_>, field: &Field<'_>, ty: &'a Type) -> Self {
        let is_taken_as_it_is = is_reference(ty)
            || matches!(Written::of(ty), Written::Integer(_) | Written::Bool)
            || head.params_in(ty).next().is_some();
        Self { name: place::own(field.ident), ty, is_converted: !is_taken_as_it_is }
    }

    fn declared(&self) -> TokenStream {
        let Self { name, ty, is_converted } = self;
        if *is_converted { quote!(#name: impl ::core::convert::Into<#ty>) } else { quote!(#name: #ty) }
    }

    fn value(&self) -> TokenStream {
        let name = &self.name;
        if self.is_converted { quote!(::core::convert::Into::into(#name)) } else { name.to_token_stream() }
    }

    /// As a field of a struct literal.
    fn assigned(&self) -> TokenStream {
        let (name, value) = (&self.name, self.value());
        if self.is_converted { quote!(#name: #value) } else { value }
    }
}

fn is_reference(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_reference(&group.elem),
        Type::Paren(paren) => is_reference(&paren.elem),
        _ => matches!(ty, Type::Reference(_)),
    }
}

/// What is written on a field for its readers, and a line of its own where there is nothing: a public item without
/// documentation would be reported at the derive.
fn docs(field: &Field<'_>) -> TokenStream {
    let is_carried = |attr: &&Attribute| attr.path().is_ident("doc") || attr.path().is_ident("deprecated");
    let is_text = |attr: &Attribute| attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_));
    let carried = field.all_attrs.iter().filter(is_carried);
    let own = (!field.all_attrs.iter().any(is_text)).then(|| {
        let text = format!(" The value of `{}`.", field.name());
        quote!(#[doc = #text])
    });
    quote!(#own #(#carried)*)
}
