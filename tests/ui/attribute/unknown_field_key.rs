use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(default)]
    code: Option<String>,
}

fn main() {}
