use top_runtime::TopValue;

#[derive(TopValue)]
#[top(build)]
struct Line {
    code: String,
}

fn main() {}
