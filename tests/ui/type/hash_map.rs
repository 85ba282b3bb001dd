use top_runtime::TopValue;

use std::collections::HashMap;

#[derive(TopValue)]
struct Line {
    props: HashMap<String, String>,
    numbers: std::collections::BTreeMap<i64, String>,
}

fn main() {}
