//! Rules of a message: its topic, and fields that own their data.

use proc_macro2::Span;
use syn::Error;

use crate::diag::Diag;
use crate::model::{Message, borrow};
use crate::names::{display_type, topic_fault};

pub(super) fn check(message: &Message<'_>, diag: &mut Diag) {
    check_topic(message, diag);
    check_owned(message, diag);
}

fn check_topic(message: &Message<'_>, diag: &mut Diag) {
    let attrs = message.attrs;
    if let Some(topic) = attrs.topic.get() {
        let name = topic.value();
        if let Some(fault) = topic_fault(&name) {
            diag.error(
                topic,
                format_args!(
                    "{name:?} is not a topic: {fault}; expected letters, digits, `_`, `-` and `.`, like \
                     \"taobao_trade_TradeCreate\""
                ),
            );
        }
    } else if attrs.topic.is_present() || message.object.fields.is_none() {
        // The cause is already reported.
    } else if attrs.has_attribute {
        let ident = message.object.container.ident;
        diag.error(
            ident,
            format_args!("`{ident}` has no `topic`: add `topic = \"...\"`, the name on the topic's page"),
        );
    } else {
        diag.push(Error::new(
            Span::call_site(),
            "`#[derive(TopMessage)]` needs `#[top_message(topic = \"...\")]` on the struct",
        ));
    }
}

/// A handler receives the message after the bytes of its content are gone.
fn check_owned(message: &Message<'_>, diag: &mut Diag) {
    for field in message.object.fields() {
        if borrow(field.ty).is_some() {
            let text = display_type(field.ty);
            diag.error(
                field.ty,
                format_args!(
                    "`{text}` borrows, but a message owns its data: write `String` for `&str`, and `Vec<..>` for \
                     a slice"
                ),
            );
        }
    }
}
