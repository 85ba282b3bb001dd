//! Raw members of a definition, which keep their position in the text.

use serde::Deserialize;
use serde_json::value::RawValue;

/// An unparsed value.
pub(super) type Raw<'a> = Option<&'a RawValue>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawDefinition<'a> {
    #[serde(borrow)]
    pub(super) name: Raw<'a>,
    #[serde(borrow)]
    pub(super) api_chinese_name: Raw<'a>,
    #[serde(borrow)]
    pub(super) description: Raw<'a>,
    #[serde(borrow)]
    pub(super) request_params: Raw<'a>,
    #[serde(borrow)]
    pub(super) response_params: Raw<'a>,
    /// The name of a topic.
    #[serde(borrow)]
    pub(super) topic: Raw<'a>,
    /// The title of a topic.
    #[serde(borrow)]
    pub(super) title: Raw<'a>,
    /// The fields of a topic's messages.
    #[serde(borrow)]
    pub(super) fields: Raw<'a>,
    /// The fields of a topic's messages.
    #[serde(borrow)]
    pub(super) message_params: Raw<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawField<'a> {
    #[serde(borrow)]
    pub(super) name: Raw<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) ty: Raw<'a>,
    #[serde(borrow)]
    pub(super) description: Raw<'a>,
    #[serde(borrow)]
    pub(super) required: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_length: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_list_size: Raw<'a>,
    #[serde(borrow)]
    pub(super) min_value: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_value: Raw<'a>,
    #[serde(borrow)]
    pub(super) sub_params: Raw<'a>,
    /// A reference that a JSON library wrote instead of a repeated object.
    #[serde(borrow, rename = "$ref")]
    pub(super) reference: Raw<'a>,
}
