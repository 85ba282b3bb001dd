//! No body makes reading a reply panic or run away, whatever its form; and what is read can be asked for everything.

#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use top_runtime::{DateTime, Decimal, Price, TopValue, Value};

#[derive(TopValue)]
struct Page {
    total: Option<i64>,
    #[top(outcome)]
    verdict: Option<Verdict>,
    items: Vec<Item>,
    words: Vec<String>,
    #[top(flatten)]
    more: Option<More>,
    any: Value,
}

#[derive(TopValue)]
struct Verdict {
    #[top(success)]
    success: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    message: Option<String>,
}

#[derive(TopValue)]
struct Item {
    id: u32,
    price: Option<Price>,
    rate: Option<Decimal>,
    created: Option<DateTime>,
    parts: Vec<Item>,
}

#[derive(TopValue)]
struct More {
    note: String,
    sizes: std::collections::BTreeMap<String, i16>,
}

fuzz_target!(|input: (bool, &[u8])| {
    let (simplify, body) = input;
    let body = Bytes::copy_from_slice(body);
    match top_runtime::__private::read_reply::<Page>("taobao.page.get", simplify, body) {
        Ok(reply) => {
            let _ = (reply.unknown_fields(), reply.value().to_string(), format!("{:?}", reply.issues()));
        }
        Err(error) => drop(format!("{error} {error:?}")),
    }
});
