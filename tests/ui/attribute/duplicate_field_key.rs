use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(rename = "a")]
    #[top(rename = "b")]
    code: String,
}

fn main() {}
