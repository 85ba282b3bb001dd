use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(requird)]
    code: String,
    #[top(max_length = 3)]
    name: String,
}

fn main() {}
