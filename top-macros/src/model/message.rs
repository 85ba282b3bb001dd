//! A message of the platform: an object with a topic.

use quote::ToTokens as _;
use syn::{Data, DeriveInput};

use crate::attr;
use crate::diag::Diag;
use crate::model::container::{Container, Object};
use crate::model::field::Field;

pub(crate) struct Message<'a> {
    pub(crate) attrs: &'a attr::Message,
    /// The content of the message.
    pub(crate) object: Object<'a>,
}

impl<'a> Message<'a> {
    pub(crate) fn new(
        container: Container<'a>,
        input: &'a DeriveInput,
        attrs: &'a attr::Message,
        diag: &mut Diag,
    ) -> Self {
        let fields = Field::parse_all(input, attr::Field::parse_in_message, diag);
        if fields.is_none() {
            reject_item(&input.data, diag);
        }
        Self { attrs, object: Object { container, attrs: &attrs.object, fields } }
    }
}

fn reject_item(data: &Data, diag: &mut Diag) {
    let tokens = match data {
        Data::Struct(data) => data.fields.to_token_stream(),
        Data::Union(data) => data.union_token.to_token_stream(),
        Data::Enum(data) => data.enum_token.to_token_stream(),
    };
    diag.error(
        tokens,
        "`TopMessage` requires a struct with named fields: each field is one member of the content",
    );
}
