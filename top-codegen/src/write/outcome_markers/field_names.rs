//! Names and descriptions of outcome fields.

use crate::model::{Field, Kind};
use crate::write::case::snake;
use crate::write::codes::Literal;

#[rustfmt::skip]
const SUCCESS: &[&str] = &[
    "api_success", "biz_success", "call_success", "ifp_success", "is_succ", "is_success",
    "is_successful", "issuccess", "req_success", "request_success", "resp_success",
    "response_success", "result_success", "rsp_success", "succ", "success", "successful",
];

#[rustfmt::skip]
const CODES: &[&str] = &[
    "biz_code", "code", "code0", "ifp_code", "message_code", "msg_code", "res_code", "resp_code",
    "response_code", "result_code", "ret_code", "return_code", "rsp_code", "state_code",
    "status_code",
];

#[rustfmt::skip]
const MESSAGES: &[&str] = &[
    "biz_msg", "message", "msg", "msg_info", "resp_msg", "response_msg", "result_message",
    "result_msg", "ret_msg", "return_message", "return_msg", "rsp_msg", "sub_msg",
];

const ERROR_CODES: &[&str] = &["error_code", "err_code", "errcode", "errorcode"];

#[rustfmt::skip]
const ERROR_MESSAGES: &[&str] = &[
    "error_msg", "err_msg", "errmsg", "errormsg", "error_message", "err_message", "error_info",
    "err_info", "error_desc", "err_desc", "error_description", "error_reason", "fail_reason",
];

const ERROR_LISTS: &[&str] =
    &["errors", "error_list", "error_infos", "error_info_list", "error_details", "error_detail_list"];

/// Returns `true` if a flag reports success, by its name, or by a description of a name that has
/// several meanings.
pub(super) fn is_success(flag: &Field) -> bool {
    let name = snake(&flag.name);
    let description = flag.description.to_ascii_lowercase();
    SUCCESS.contains(&name.as_str())
        || (name == "ret" && ["success", "成功"].iter().any(|phrase| description.contains(phrase)))
}

/// Returns the value for success of the names that have one in all APIs of IOP: `resp_code` is 200
/// beside `resp_msg`.
pub(super) fn known_success(code: &Field, message: &Field) -> Option<Literal> {
    if snake(&code.name) != "resp_code" || snake(&message.name) != "resp_msg" {
        return None;
    }
    Some(match code.ty.kind() {
        Kind::Number => Literal::Integer(200),
        _ => Literal::Text("200".to_owned()),
    })
}

/// Returns `true` if a list of this name contains errors.
pub(super) fn is_error_list(name: &str) -> bool {
    ERROR_LISTS.contains(&snake(name).as_str())
}

/// Ranks a field as error code; lower is more likely.
pub(super) fn code(field: &Field) -> Option<u8> {
    let is_code = matches!(field.ty.kind(), Kind::Text | Kind::Number) && !field.ty.is_list();
    let phrases =
        ["错误码", "错误代码", "错误编码", "异常码", "失败码", "错误code", "error code", "errorCode"];
    is_code.then(|| rank(field, ERROR_CODES, &phrases, CODES)).flatten()
}

/// Ranks a field as error message; lower is more likely.
pub(super) fn message(field: &Field) -> Option<u8> {
    let is_message = matches!(field.ty.kind(), Kind::Text) && !field.ty.is_list();
    let phrases = [
        "错误信息",
        "错误描述",
        "错误消息",
        "错误原因",
        "错误提示",
        "错误说明",
        "错误详情",
        "失败原因",
        "失败信息",
        "异常信息",
        "异常描述",
        "error message",
    ];
    is_message.then(|| rank(field, ERROR_MESSAGES, &phrases, MESSAGES)).flatten()
}

/// Returns 0 for a name in `certain`, 1 for a suffix in `certain` or a phrase in the description, 2
/// for a name in `likely`.
fn rank(field: &Field, certain: &[&str], phrases: &[&str], likely: &[&str]) -> Option<u8> {
    let name = snake(&field.name);
    if certain.iter().any(|certain| name == *certain) {
        Some(0)
    } else if certain.iter().any(|certain| name.ends_with(&format!("_{certain}")))
        || phrases.iter().any(|phrase| field.description.contains(phrase))
    {
        Some(1)
    } else {
        likely.contains(&name.as_str()).then_some(2)
    }
}
