use top_runtime::TopValue;

type Count = i64;

#[derive(TopValue)]
struct Line {
    #[top(max_len = 3)]
    n: Count,
}

fn main() {}
