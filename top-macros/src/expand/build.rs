//! `new` and setters for `build`.

mod init;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute, Meta, Type};

use self::init::Init;
use crate::attr::Attr;
use crate::expand::spans;
use crate::model::{BuildInput, Container, Field, SyntacticType};

/// Limit: 4 parameters of `new`. More required fields are taken as a struct, where they have names.
const MAX_PARAMETERS: usize = 4;

/// Returns the constructor and the setters. `None` if the item is not a struct with named fields.
///
/// Invalid field attributes do not change the result, so it is stable while one of them is being
/// typed.
pub(crate) fn build(
    container: &Container<'_>,
    build: &Attr<()>,
    fields: Option<&[Field<'_>]>,
) -> Option<TokenStream> {
    let fields = fields.filter(|_| build.is_present())?;
    let required: Vec<&Field<'_>> = fields.iter().filter(|field| field.build_input().is_required()).collect();
    let ident = spans::at_call_site(container.ident);
    let (impl_generics, type_generics, where_clause) = container.generics.split_for_impl();
    let init = (required.len() > MAX_PARAMETERS).then(|| Init::new(container, &required));
    let new = new(container, fields, &required, init.as_ref());
    let setters = fields.iter().filter_map(|field| setter(container, field));
    Some(quote! {
        #init
        #[allow(deprecated)]
        impl #impl_generics #ident #type_generics #where_clause {
            #new
            #(#setters)*
        }
    })
}

/// Returns the constructor. It takes the required fields as parameters, or as the struct `init`.
fn new(
    container: &Container<'_>,
    fields: &[Field<'_>],
    required: &[&Field<'_>],
    init: Option<&Init<'_>>,
) -> TokenStream {
    let ident = container.ident;
    let doc = match (required.len(), fields.len()) {
        (0, 0) => format!(" Creates a new `{ident}`."),
        (0, _) => format!(" Creates a new `{ident}` without values. Use the setters to add them."),
        (required, all) if required < all => {
            format!(" Creates a new `{ident}` from its required fields. Optional fields have setters.")
        }
        _ => format!(" Creates a new `{ident}` from its fields, all of which are required."),
    };
    let vis = spans::tokens_at_call_site(container.vis);
    let new = Ident::new("new", Span::call_site().located_at(ident.span()));
    let parameters = if let Some(init) = init {
        let ty = init.ty();
        quote!(init: #ty)
    } else {
        let parameters =
            required.iter().map(|field| Parameter::new(container, field, field.ty).declaration());
        quote!(#(#parameters),*)
    };
    let values = fields.iter().map(|field| {
        let name = spans::at_call_site(field.ident);
        match field.build_input() {
            BuildInput::Required if init.is_some() => quote!(#name: init.#name),
            BuildInput::Required => Parameter::new(container, field, field.ty).initializer(),
            BuildInput::Optional(_) => {
                spans::init_field(container, field, &quote!(::core::option::Option::None))
            }
            BuildInput::Collection => {
                spans::init_field(container, field, &quote!(::core::default::Default::default()))
            }
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

/// Returns the setter of an optional field, unless its name conflicts with the constructor.
fn setter(container: &Container<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let (ty, is_option) = match field.build_input() {
        BuildInput::Required => return None,
        BuildInput::Optional(inner) => (inner, true),
        BuildInput::Collection => (field.ty, false),
    };
    if field.name() == "new" {
        return None;
    }
    let (docs, vis, name) =
        (docs(field), spans::tokens_at_call_site(field.vis), spans::at_call_site(field.ident));
    let parameter = Parameter::new(container, field, ty);
    let (declaration, mut value) = (parameter.declaration(), parameter.value());
    if is_option {
        value = spans::spanned_as(field.ty, &quote!(::core::option::Option::Some(#value)));
    }
    Some(quote! {
        #docs
        #[must_use]
        #vis fn #name(mut self, #declaration) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// A parameter with the value of a field.
struct Parameter<'a> {
    name: Ident,
    ty: &'a Type,
    is_converted: bool,
}

impl<'a> Parameter<'a> {
    /// Parameters are `impl Into<T>`, except where a conversion would prevent inference: integers
    /// (a literal would be an `i32`), references (no deref coercion from `&String` to `&str`) and
    /// type parameters.
    fn new(container: &Container<'_>, field: &Field<'_>, ty: &'a Type) -> Self {
        let is_converted = !is_reference(ty)
            && !matches!(SyntacticType::of(ty), SyntacticType::Integer(_) | SyntacticType::Bool)
            && container.params_in(ty).next().is_none();
        Self { name: spans::at_call_site(field.ident), ty, is_converted }
    }

    fn declaration(&self) -> TokenStream {
        let Self { name, ty, is_converted } = self;
        if *is_converted { quote!(#name: impl ::core::convert::Into<#ty>) } else { quote!(#name: #ty) }
    }

    fn value(&self) -> TokenStream {
        let name = &self.name;
        if self.is_converted { quote!(::core::convert::Into::into(#name)) } else { name.to_token_stream() }
    }

    /// Returns the initializer in a struct literal.
    fn initializer(&self) -> TokenStream {
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

/// Returns the doc and `deprecated` attributes of a field. A field without documentation gets a
/// line, because `missing_docs` would report its setter at the derive.
fn docs(field: &Field<'_>) -> TokenStream {
    let is_copied = |attr: &&Attribute| attr.path().is_ident("doc") || attr.path().is_ident("deprecated");
    let is_text = |attr: &Attribute| attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_));
    let copied = field.all_attrs.iter().filter(is_copied);
    let default_doc = (!field.all_attrs.iter().any(is_text)).then(|| {
        let text = format!(" The value of `{}`.", field.name());
        quote!(#[doc = #text])
    });
    quote!(#default_doc #(#copied)*)
}
