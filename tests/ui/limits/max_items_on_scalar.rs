use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(max_items = 3)]
    name: Option<String>,
    #[top(item = "x")]
    flag: bool,
}

fn main() {}
