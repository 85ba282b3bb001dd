use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(required)]
    name: Option<String>,
}

fn main() {}
