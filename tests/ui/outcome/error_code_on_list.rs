use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(error_code)]
    codes: Vec<String>,
}

fn main() {}
