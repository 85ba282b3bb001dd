use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(rename = code, max_len = "3", max_bytes = -1, required = true)]
    name: String,
    #[top(range = 1..100)]
    page: i64,
    #[top(item = 3, max_items)]
    tids: Vec<i64>,
}

fn main() {}
