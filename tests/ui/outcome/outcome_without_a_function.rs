use top_runtime::TopValue;

#[derive(TopValue)]
#[top(outcome)]
struct Reply {
    code: Option<String>,
}

fn main() {}
