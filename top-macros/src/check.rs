//! The rules that a reader of one attribute cannot see: names that collide, limits that do not fit a type, markers that
//! contradict each other. Each rule reports and goes on.

mod api;
mod build;
mod coded;
mod flatten;
mod groups;
mod limits;
mod markers;
mod names;
mod owned;
mod types;

use crate::diag::Diag;
use crate::model::{Api, Coded, Object};

pub(crate) fn api(api: &Api<'_>, diag: &mut Diag) {
    api::check(api, diag);
    names::check(api.fields(), diag);
    names::check_protocol(api.fields(), diag);
    types::check(&api.head, api.fields(), diag);
    limits::check(api.fields(), diag);
    flatten::check(&api.head, api.fields(), diag);
    build::check(&api.attrs.build, api.fields(), diag);
    if let Some(fields) = &api.fields {
        groups::check(&api.head, &api.attrs.any_of, fields, diag);
    }
}

pub(crate) fn object(object: &Object<'_>, diag: &mut Diag) {
    names::check(object.fields(), diag);
    types::check(&object.head, object.fields(), diag);
    limits::check(object.fields(), diag);
    flatten::check(&object.head, object.fields(), diag);
    markers::check(object, diag);
    build::check(&object.attrs.build, object.fields(), diag);
    if let Some(fields) = &object.fields {
        groups::check(&object.head, &object.attrs.any_of, fields, diag);
    }
}

pub(crate) fn coded(coded: &Coded<'_>, diag: &mut Diag) {
    coded::check(coded, diag);
}
