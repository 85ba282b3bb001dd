//! The rules for `#[top_api(..)]`.

use proc_macro2::Span;
use syn::Error;

use crate::check::owned;
use crate::diag::Diag;
use crate::model::Api;
use crate::names::{method_fault, wire_fault};

pub(super) fn check(api: &Api<'_>, diag: &mut Diag) {
    check_method(api, diag);
    if let Some(version) = api.attrs.version.get()
        && let Some(fault) = wire_fault(&version.value())
    {
        diag.error(
            version,
            format_args!(
                "{:?} is not a protocol version: {fault}; the usual one is \"2.0\"",
                version.value()
            ),
        );
    }
    if let Some(response) = api.attrs.response.get() {
        owned::check(response, diag);
    }
}

fn check_method(api: &Api<'_>, diag: &mut Diag) {
    if let Some(method) = api.attrs.method.get() {
        let name = method.value();
        if let Some(fault) = method_fault(&name) {
            diag.error(
                method,
                format_args!(
                    "`{name}` is not a TOP method name: {fault}; expected letters, digits, `_` and `-` in parts \
                     joined by `.`, like \"taobao.trade.fullinfo.get\""
                ),
            );
        }
    } else if api.attrs.method.is_meant() || api.fields.is_none() {
        // The cause has been reported.
    } else if api.attrs.is_present {
        let ident = api.head.ident;
        diag.error(
            ident,
            format_args!("`{ident}` has no `method`: add `method = \"...\"`, the name on the API's page"),
        );
    } else {
        diag.push(Error::new(
            Span::call_site(),
            "`#[derive(TopApi)]` needs `#[top_api(method = \"...\")]` on the struct",
        ));
    }
}
