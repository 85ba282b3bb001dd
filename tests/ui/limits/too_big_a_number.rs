use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(max_len = 99999999999999999999999)]
    name: String,
}

fn main() {}
