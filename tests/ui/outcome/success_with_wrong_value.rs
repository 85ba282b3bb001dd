use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(success = 0.5)]
    code: String,
    #[top(error_code = "x")]
    other: String,
}

fn main() {}
