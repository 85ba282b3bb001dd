use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(flatten)]
    code: String,
    #[top(flatten)]
    sizes: Vec<i64>,
}

fn main() {}
