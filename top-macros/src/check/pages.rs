//! `pages(..)`: which keys belong together, and the fields that they name.

use crate::check::find_field;
use crate::diag::Diag;
use crate::model::{Api, Field};

pub(super) fn check(api: &Api<'_>, fields: &[Field<'_>], diag: &mut Diag) {
    let Some((key, pages)) = api.attrs.pages.entry() else { return };
    for word in pages.of_request() {
        find_field(&api.container, word, fields, diag);
    }
    if !api.attrs.response.is_present() {
        diag.error(key, "`pages` names fields of the response: add `response = Type`");
    }
    if pages.items.is_none() {
        diag.error(key, "`pages` needs the list of the response: add `items = trades: Trade`");
    }
    match (&pages.number, &pages.cursor) {
        (None, None) => diag.error(
            key,
            "`pages` needs the field that selects a page: add `number = page_no` or `cursor = page_token`",
        ),
        (Some(_), Some(cursor)) => {
            diag.error(cursor, "`pages` takes either `number` or `cursor`; remove one of them");
        }
        (Some(number), None) => {
            if let Some(next) = &pages.next {
                diag.error(next, "`next` is for `cursor`; with `number` use `more` or `total`");
            } else if pages.more.is_none() && pages.total.is_none() {
                diag.error(
                    number,
                    "`number` needs a sign of the end: add `more = has_next` or `total = total_results`",
                );
            }
        }
        (None, Some(cursor)) => {
            if pages.next.is_none() {
                diag.error(cursor, "`cursor` needs the cursor of the next page: add `next = next_token`");
            }
            if let Some(total) = &pages.total {
                diag.error(
                    total,
                    "`total` is for `number`; with `cursor` the list ends with its last cursor",
                );
            }
        }
    }
    if let (Some(total), None, Some(_)) = (&pages.total, &pages.size, &pages.number) {
        diag.error(total, "`total` needs the number of elements on a page: add `size = page_size`");
    }
}
