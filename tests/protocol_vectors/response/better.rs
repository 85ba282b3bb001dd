//! Intended differences from the SDK's decoding, vector by vector.

use serde_json::Value;

use super::expected::{Expected, PlatformError};
use crate::vector::text;

/// A vector with a different result.
pub(crate) struct Better {
    pub(crate) vector: &'static str,
    ours: Ours,
    pub(crate) why: &'static str,
}

/// The client's result.
#[derive(Clone, Copy)]
enum Ours {
    /// A reply with these fields as JSON, and issues at these paths.
    Fields(&'static str, &'static [&'static str]),
    /// The SDK's result, with this request id.
    RequestId(&'static str),
    /// The error whose fields the SDK reads but treats as success.
    Error,
    /// An error of the platform: code, msg, sub code, sub msg, request id.
    Platform([&'static str; 5]),
    /// Not a reply, with a reason that contains this text.
    NotTop(&'static str),
    /// A decode error.
    Decode,
}

use Ours::{Decode, Error, Fields, NotTop, Platform, RequestId};

impl Better {
    /// Returns the complete expected result.
    pub(super) fn expected(&self, expect: &Value) -> Expected {
        let sdk_id = text(expect, "request_id");
        let reply = |fields, request_id: &str, issues: &[&str]| Expected::Reply {
            fields,
            request_id: request_id.to_owned(),
            issues: issues.iter().map(|&path| path.to_owned()).collect(),
        };
        match self.ours {
            Fields(json, issues) => reply(serde_json::from_str(json).unwrap(), sdk_id, issues),
            RequestId(id) => reply(expect["fields"].clone(), id, &[]),
            Error => Expected::Platform(PlatformError::of_sdk(expect)),
            Platform(fields) => {
                let [code, msg, sub_code, sub_msg, request_id] = fields.map(str::to_owned);
                Expected::Platform(PlatformError { code, msg, sub_code, sub_msg, request_id })
            }
            NotTop(reason) => Expected::NotTop(reason),
            Decode => Expected::Decode,
        }
    }
}

const fn better(vector: &'static str, ours: Ours, why: &'static str) -> Better {
    Better { vector, ours, why }
}

/// All differences, in the order of the vectors.
#[rustfmt::skip]
pub(crate) const BETTER: &[Better] = &[
    better("err_code_zero", Error, "what stands under `error_response` is an error, whatever its code"),
    better("err_json_to_xml_client", Platform(["15", "Remote service error", "isv.invalid-parameter", "非法参数", "10f8vyw1yrsnx"]),
        "the form is seen from the body"),
    better("err_xml_to_json_client", Platform(["7", "App Call Limited", "accesscontrol.limited-by-app-access-count", "This ban will last for 1 more seconds", "abc"]),
        "the form is seen from the body"),

    better("num_plus_string", Fields(r#"{"num":12}"#, &[]), "a sign does not make it less of a number"),
    better("num_blank_string", Fields(r#"{"num":12}"#, &[]), "nor do blanks around it"),
    better("num_float", Fields(r#"{"num":12}"#, &[]), "12.0 is a whole number"),
    better("num_exp", Fields(r#"{"num":1000}"#, &[]), "and so is 1e3"),
    better("num_overflow", Fields("{}", &["num"]), "one field that does not fit fails that field alone"),
    better("num_bool", Fields("{}", &["num"]), "not silently"),
    better("num_object", Fields("{}", &["num"]), "not silently"),
    better("bool_one", Fields(r#"{"yes":true}"#, &[]), "1 is true"),
    better("bool_one_string", Fields(r#"{"yes":true}"#, &[]), "1 is true"),
    better("bool_empty", Fields("{}", &[]), "empty text is absent, not false"),
    better("str_number", Fields(r#"{"str":"12.50"}"#, &[]), "a number keeps its digits"),
    better("str_null", Fields("{}", &[]), "null is absent, not empty text"),
    better("str_object", Fields(r#"{"str":"{\"b\":1,\"a\":[1,\"x/y\"]}"}"#, &[]), "the JSON as it came"),
    better("str_list", Fields(r#"{"str":"[\"a\",1]"}"#, &[]), "the JSON as it came"),
    better("date_empty", Fields("{}", &[]), "empty text is absent"),
    better("date_bad", Fields(r#"{"at":"2024-02-29 00:00:00"}"#, &[]), "a date alone is its midnight"),
    better("date_iso", Fields(r#"{"at":"2024-02-29 20:00:00"}"#, &[]), "noon in Greenwich is eight in Beijing"),

    better("list_num_big", Fields(r#"{"num_list":[1,1100085056548470636,7]}"#, &[]), "elements are read like fields"),
    better("list_bool_strings", Fields(r#"{"bool_list":[true]}"#, &[]), "elements are read like fields"),
    better("list_bare_array", Fields(r#"{"str_list":["a"],"vo_list":[{"id":1}]}"#, &[]), "a list without a wrapper is a list"),
    better("list_single_object", Fields(r#"{"vo_list":[{"id":1}]}"#, &[]), "one element without a list is a list of one"),
    better("list_single_scalar", Fields(r#"{"str_list":["a"]}"#, &[]), "one element without a list is a list of one"),
    better("list_wrong_item_name", Fields(r#"{"vo_list":[{"id":1}]}"#, &[]), "the only member is the list, whatever its name"),
    better("list_nested_arrays", Fields(r#"{"str_list":["[\"x\"]","y"]}"#, &[]),
        "text takes the JSON of what is no text, in a list too"),
    better("list_null_elements", Fields(r#"{"str_list":["a"],"vo_list":[{"id":1}]}"#, &["str_list[0]", "vo_list[0]"]),
        "an element that is not there is left out, and said"),
    better("vo_list_of_scalars", Fields("{}", &["vo_list[0]"]), "an element that is no object is left out, and said"),
    better("vo_as_string", Fields("{}", &["vo"]), "one field that does not fit fails that field alone"),
    better("vo_empty_string", Fields("{}", &[]), "empty text is absent"),
    better("vo_full", Fields(r#"{"vo":{"at":"2024-01-01 00:00:00","id":5,"inner":{"success":true,"x_name":"q"},"ok":true,"subs":[{"k":"k","v":1}],"tags":["t"]}}"#, &[]),
        "null is absent, not empty text"),

    better("simplify_wrapped_lists", Fields(r#"{"str_list":["a"],"vo_list":[{"id":1}]}"#, &[]), "either form of list is read"),
    better("simplify_with_root", Fields(r#"{"result":true}"#, &[]), "a root that was not asked for is seen"),
    better("nosimplify_without_root", Fields(r#"{"result":true,"is_success":true}"#, &[]), "and so is its absence"),
    better("root_two_objects", Fields(r#"{"result":true}"#, &[]), "the root of the right name, not the first object"),
    better("root_extra_scalar", RequestId("outer"), "a request id beside the root is one"),
    better("root_null", Decode, "no content is no success"),
    better("code_field_business", Fields(r#"{"code":"200","data":"d","msg":"OK","success":true}"#, &[]),
        "errors stand under `error_response` only"),
    better("code_field_undeclared", Fields(r#"{"result":true}"#, &[]), "errors stand under `error_response` only"),
    better("unicode_escape_digits", Fields(r#"{"extra_err_msg":"中文"}"#, &[]), "escapes are decoded"),
    better("unicode_surrogate_escapes", Fields(r#"{"extra_err_msg":"😀"}"#, &[]), "escapes are decoded"),

    better("empty_body", NotTop("empty"), "nothing is no success"),
    better("blank_body", NotTop("empty"), "nothing is no success"),
    better("html_body", NotTop(""), "an error of its own kind"),
    better("json_null", NotTop("not an object"), "nothing is no success"),
    better("json_array", NotTop("not an object"), "a list is no reply"),
    better("json_number", NotTop("not an object"), "a number is no reply"),
    better("json_truncated", NotTop("not JSON"), "an error of its own kind"),
    better("json_trailing_garbage", NotTop("not JSON"), "an error of its own kind"),
    better("json_trailing_comma", NotTop("not JSON"), "an error of its own kind"),
    better("json_bom", Fields(r#"{"result":true}"#, &[]), "a byte order mark is skipped"),
    better("json_jsonp", NotTop("not JSON"), "an error of its own kind"),
    better("json_single_quotes", NotTop("not JSON"), "an error of its own kind"),

    better("xml_empty_body", NotTop("empty"), "the error is the same for both forms"),
    better("xml_html", NotTop(""), "an error of its own kind"),
    better("xml_scalars", Fields(r#"{"at":"2024-01-01 00:00:00","num":5,"price":"1.10","str":" a ","yes":true}"#, &[]),
        "blanks around a number or truth value mean nothing"),
    better("xml_empty_elements", Fields(r#"{"str":""}"#, &[]), "empty text is absent, not false"),
    better("xml_empty_date", Fields("{}", &[]), "empty text is absent"),
    better("xml_scalar_lists", Fields(r#"{"bool_list":[true],"date_list":["2024-01-01 00:00:00"],"num_list":[1],"str_list":["a",""]}"#, &[]),
        "an empty text is a text"),
    better("xml_num_list_bad", Fields("{}", &["num_list[0]"]), "an element that does not fit is left out, and said"),
    better("xml_emoji", Fields(r#"{"extra_err_msg":"a😀b"}"#, &[]), "characters beyond U+FFFF are kept"),
    better("xml_control_char", Fields(r#"{"extra_err_msg":"a\u0001b"}"#, &[]), "control characters are kept, as in JSON"),
    better("xml_doctype", NotTop("document type"), "an error of its own kind"),
    better("xml_nested_same_name", Fields(r#"{"result":{"code":0,"message":"m"}}"#, &[]),
        "errors stand under `error_response` only"),
    better("xml_namespace", Fields(r#"{"result":true}"#, &[]), "a prefix does not hide an element"),
    better("xml_attr_value", NotTop("neither the root"), "attributes are no fields, and nothing is no success"),
];
