use top_runtime::TopValue;

#[derive(TopValue)]
#[top(outcome = read_outcome)]
struct Reply {
    code: Option<String>,
}

fn read_outcome(_: &str) -> bool {
    true
}

fn main() {}
