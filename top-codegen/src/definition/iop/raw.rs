//! Raw members of IOP's definitions, which keep their position in the text.

use serde::Deserialize;

use super::super::raw::Raw;

/// An object that is an API, or contains one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Envelope<'a> {
    #[serde(borrow)]
    pub(super) data: Raw<'a>,
    #[serde(borrow)]
    pub(super) api_list: Raw<'a>,
    #[serde(borrow)]
    pub(super) auth_type: Raw<'a>,
    #[serde(borrow)]
    pub(super) error_message: Raw<'a>,
    #[serde(borrow)]
    pub(super) path: Raw<'a>,
    #[serde(borrow)]
    parameters: Raw<'a>,
    #[serde(borrow)]
    output_parameters: Raw<'a>,
}

impl Envelope<'_> {
    pub(super) fn describes_parameters(&self) -> bool {
        self.parameters.is_some() || self.output_parameters.is_some()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawApi<'a> {
    #[serde(borrow)]
    pub(super) path: Raw<'a>,
    /// The HTTP method.
    #[serde(borrow)]
    pub(super) method: Raw<'a>,
    #[serde(borrow)]
    pub(super) title: Raw<'a>,
    #[serde(borrow)]
    pub(super) desc: Raw<'a>,
    #[serde(borrow)]
    pub(super) common_parameters: Raw<'a>,
    #[serde(borrow)]
    pub(super) parameters: Raw<'a>,
    #[serde(borrow)]
    pub(super) output_parameters: Raw<'a>,
    #[serde(borrow)]
    pub(super) examples: Raw<'a>,
    #[serde(borrow)]
    pub(super) error_codes: Raw<'a>,
    #[serde(borrow)]
    pub(super) endpoint_params: Raw<'a>,
}

/// A list with its id.
#[derive(Deserialize)]
pub(super) struct RawListed<'a> {
    #[serde(borrow)]
    pub(super) data: Raw<'a>,
}

/// A parameter or a member.
#[derive(Deserialize)]
pub(super) struct RawParam<'a> {
    #[serde(borrow)]
    pub(super) name: Raw<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) ty: Raw<'a>,
    #[serde(borrow)]
    pub(super) required: Raw<'a>,
    #[serde(borrow)]
    pub(super) desc: Raw<'a>,
    #[serde(borrow)]
    pub(super) children: Raw<'a>,
}

/// An example of a call.
#[derive(Deserialize)]
pub(super) struct RawExample<'a> {
    #[serde(borrow)]
    pub(super) input: Raw<'a>,
    #[serde(borrow)]
    pub(super) output: Raw<'a>,
}

/// The example value of a parameter or member, with facts that only the example has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawDemo<'a> {
    #[serde(borrow)]
    pub(super) param_name: Raw<'a>,
    #[serde(borrow)]
    pub(super) demo: Raw<'a>,
    #[serde(borrow)]
    pub(super) default_value: Raw<'a>,
    #[serde(borrow)]
    pub(super) enum_value: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_size: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_list_size: Raw<'a>,
    #[serde(borrow)]
    pub(super) min_value: Raw<'a>,
    #[serde(borrow)]
    pub(super) max_value: Raw<'a>,
    /// The Java type.
    #[serde(borrow)]
    pub(super) service_param_path: Raw<'a>,
    #[serde(borrow)]
    pub(super) children: Raw<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawCode<'a> {
    #[serde(borrow)]
    pub(super) code: Raw<'a>,
    #[serde(borrow)]
    pub(super) code_desc: Raw<'a>,
    #[serde(borrow)]
    pub(super) solution: Raw<'a>,
}

/// A gateway, whose address is the description.
#[derive(Deserialize)]
pub(super) struct RawEndpoint<'a> {
    #[serde(borrow)]
    pub(super) name: Raw<'a>,
    #[serde(borrow)]
    pub(super) desc: Raw<'a>,
}
