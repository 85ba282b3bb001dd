use top_runtime::TopValue;

#[derive(TopValue)]
#[top(outcome = jugde)]
struct Reply {
    code: Option<String>,
}

fn main() {}
