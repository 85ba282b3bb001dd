//! Names of the variants of a coded enum.

use std::collections::HashSet;

use super::Codes;
use crate::write::case::{capital, words};
use crate::write::names::deduplicate;

/// Labels with an English translation, used only if every label of a list has one.
const LABELS: &[(&str, &str)] = &[
    ("否", "No"),
    ("是", "Yes"),
    ("不是", "No"),
    ("无", "No"),
    ("有", "Yes"),
    ("没有", "No"),
    ("男", "Male"),
    ("女", "Female"),
    ("未知", "Unknown"),
    ("其他", "Others"),
    ("其它", "Others"),
    ("成功", "Success"),
    ("失败", "Failure"),
    ("处理中", "Processing"),
    ("正常", "Normal"),
    ("异常", "Abnormal"),
    ("删除", "Deleted"),
    ("已删除", "Deleted"),
    ("未删除", "NotDeleted"),
    ("启用", "Enabled"),
    ("禁用", "Disabled"),
    ("停用", "Disabled"),
    ("有效", "Valid"),
    ("无效", "Invalid"),
    ("开启", "Open"),
    ("打开", "Open"),
    ("关闭", "Closed"),
    ("完结", "Close"),
    ("冻结", "Frozen"),
    ("解冻", "Unfrozen"),
    ("上架", "OnShelf"),
    ("下架", "OffShelf"),
    ("在线", "Online"),
    ("离线", "Offline"),
    ("买家", "Buyer"),
    ("卖家", "Seller"),
    ("支付宝", "Alipay"),
    ("微信", "WeChat"),
    ("购买", "Purchase"),
    ("退款", "Refund"),
    ("图片", "Image"),
    ("视频", "Video"),
    ("音频", "Audio"),
    ("文本", "Text"),
    ("成人", "Adult"),
    ("儿童", "Child"),
    ("婴儿", "Infant"),
    ("国内", "Domestic"),
    ("国外", "Foreign"),
    ("客诉", "Complaint"),
    ("差评", "BadReview"),
    ("待审核", "Pending"),
    ("审核中", "InReview"),
    ("审核通过", "Approved"),
    ("已完成", "Completed"),
];

/// Returns the variant names, and the name of the variant for other codes.
pub(in crate::write) fn variants(codes: &Codes) -> (Vec<String>, String) {
    let translated: Option<Vec<String>> = codes.list.iter().map(|code| english(&code.label)).collect();
    let is_number = |code: &str| code.parse::<i64>().is_ok();
    let wanted: Vec<(String, bool)> = match translated {
        Some(names) if codes.list.iter().all(|code| is_number(&code.code)) && are_apart(&names) => {
            names.into_iter().map(|name| (name, true)).collect()
        }
        _ => codes.list.iter().map(|code| (of_code(&code.code), true)).collect(),
    };
    let names = deduplicate(&wanted, "");
    let other =
        ["Other", "Unlisted", "OtherCode"].into_iter().find(|other| !names.iter().any(|name| name == other));
    (names, other.unwrap_or("UnlistedCode").to_owned())
}

fn english(label: &str) -> Option<String> {
    LABELS.iter().find(|(known, _)| *known == label).map(|(_, name)| (*name).to_owned())
}

fn are_apart(names: &[String]) -> bool {
    let mut seen = HashSet::new();
    names.iter().all(|name| seen.insert(name))
}

/// Returns the variant name of a code: `WaitPay` for `WAIT_PAY`, `Code1` for 1, `CodeMinus1` for
/// -1.
fn of_code(code: &str) -> String {
    if let Some(number) = code.strip_prefix('-') {
        return format!("CodeMinus{number}");
    }
    let name: String = words(code).into_iter().map(capital).collect();
    match name.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() && name != "Self" => name,
        _ => format!("Code{name}"),
    }
}
