use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(range = 10..=1)]
    n: i64,
}

fn main() {}
