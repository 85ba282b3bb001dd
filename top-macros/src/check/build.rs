//! The rule for `build`: no setter has the name of the constructor.

use crate::attr::Slot;
use crate::diag::Diag;
use crate::model::Field;

pub(super) fn check(build: &Slot<()>, fields: &[Field<'_>], diag: &mut Diag) {
    if build.key().is_none() {
        return;
    }
    for field in fields.iter().filter(|field| !field.given().is_always()) {
        if field.name() == "new" {
            let name = &field.wire;
            diag.error(
                field.ident,
                format_args!(
                    "with `build`, `new` is the constructor and cannot be a setter too; call the field otherwise, \
                     like `#[top(rename = \"{name}\")] new_value`"
                ),
            );
        }
    }
}
