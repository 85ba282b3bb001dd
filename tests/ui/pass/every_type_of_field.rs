use top_runtime::{DateTime, Decimal, File, Json, Millis, Price, Seconds, TopApi, TopValue, Value};

use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<'a> {
    a: &'a str,
    b: Cow<'a, str>,
    c: Option<&'a Part>,
    d: Vec<&'a str>,
    e: File,
    f: Option<File>,
    #[top(flatten)]
    g: Option<Part>,
    h: BTreeMap<String, Vec<Option<&'a Part>>>,
}

#[derive(TopValue)]
struct Part {
    text: String,
    i8: i8,
    i16: i16,
    i32: i32,
    i64: i64,
    i128: i128,
    u128: u128,
    isize: isize,
    u16: u16,
    u32: u32,
    u64: u64,
    usize: usize,
    bool: bool,
    decimal: Decimal,
    price: Price,
    time: DateTime,
    millis: Millis,
    seconds: Seconds,
    json: Json<serde_json::Value>,
    value: Value,
    list: Vec<Vec<Option<String>>>,
    map: BTreeMap<String, Option<i64>>,
    boxed: Box<Option<Box<i64>>>,
    owned: Cow<'static, str>,
    unit: (),
}

fn main() {}
