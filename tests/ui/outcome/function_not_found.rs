use top_runtime::TopValue;

#[derive(TopValue)]
#[top(outcome = read_outcom)]
struct Reply {
    code: Option<String>,
}

fn main() {}
