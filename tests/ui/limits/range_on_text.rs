use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(range = 1..=3)]
    name: String,
    #[top(range = 1..=3)]
    sizes: Vec<i64>,
}

fn main() {}
