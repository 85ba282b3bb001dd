//! Addresses of the platform. The list in PHP has a typing error; the vectors have the verdict for the
//! true ranges as `goal`.

use serde_json::Value;
use top_webhook::SourceRanges;

use crate::Checked;

pub(crate) fn check(vector: &Value) -> Checked {
    let ranges: SourceRanges = "140.205.144.0/24,140.205.145.0/24".parse().unwrap();
    let address = vector["input"]["remote_addr"].as_str().unwrap();
    let is_known = ranges.contains(address.parse().unwrap());
    let goal = vector["expect"]["goal"].as_bool().unwrap();
    if is_known == goal { Ok(()) } else { Err(format!("expected {goal}, found {is_known}")) }
}
