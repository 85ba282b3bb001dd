use top_runtime::TopValue;

#[derive(TopValue)]
#[top_api(method = "test.ask")]
struct Line {
    code: String,
}

fn main() {}
