use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(max_len = 3)]
    n: i64,
    #[top(max_bytes = 3)]
    tags: Vec<String>,
}

fn main() {}
