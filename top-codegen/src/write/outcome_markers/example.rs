//! Detection of the success code by documented examples.

use crate::model::{Field, Kind};
use crate::write::codes::Literal;

/// Example messages of successful calls.
#[rustfmt::skip]
const GOOD_MESSAGES: &[&str] = &[
    "success", "successful", "succeed", "succ", "ok", "成功", "调用成功", "请求成功", "处理成功",
    "操作成功", "查询成功", "执行成功", "返回成功",
];

/// Words in descriptions of codes that only failures have.
const FAILURES_ALONE: &[&str] =
    &["失败时", "异常时", "出错时", "失败才", "错误时", "when failed", "on failure"];

/// Returns the success code, if the examples of code and message both show a successful call.
pub(super) fn success_value(code: &Field, message: &Field) -> Option<Literal> {
    let value = code.example.trim();
    let is_alone = FAILURES_ALONE.iter().any(|phrase| code.description.contains(phrase));
    if is_alone || !is_good_code(value) || !is_good_message(&message.example) {
        return None;
    }
    match code.ty.kind() {
        Kind::Number => value.parse().ok().map(Literal::Integer),
        _ => Some(Literal::Text(value.to_owned())),
    }
}

/// Returns `true` for codes that the runtime also treats as success: zeros, `200`, `SUCCESS`, `OK`.
fn is_good_code(code: &str) -> bool {
    let zeros = !code.is_empty() && code.bytes().all(|byte| byte == b'0');
    zeros || code == "200" || ["success", "ok"].iter().any(|word| code.eq_ignore_ascii_case(word))
}

fn is_good_message(message: &str) -> bool {
    let message = message.trim().trim_end_matches(['!', '.', '！', '。']);
    GOOD_MESSAGES.iter().any(|good| message.eq_ignore_ascii_case(good))
}
