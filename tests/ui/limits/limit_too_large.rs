use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(max_len = 99999999999999999999999, max_bytes = 4294967296)]
    name: String,
    #[top(max_items = -1)]
    tags: Vec<String>,
    #[top(range = 1..=999999999999999999999999999999999999999)]
    amount: i64,
    #[top(success = 9223372036854775808)]
    code: i64,
}

fn main() {}
