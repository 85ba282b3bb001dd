use top_runtime::TopValue;

#[derive(TopValue)]
#[top(max_len = 3)]
struct Line {
    code: String,
}

fn main() {}
