use top_runtime::TopValue;

#[derive(TopValue)]
#[top(outcome = judge)]
struct Reply {
    code: Option<String>,
}

fn judge(_: &str) -> bool {
    true
}

fn main() {}
