use top_runtime::{Outcome, TopValue, Value};

#[derive(TopValue)]
#[top(outcome = read_outcome)]
struct Reply {
    #[top(error_code)]
    code: Option<String>,
}

fn read_outcome(_: &Value) -> Outcome {
    Outcome::Success
}

fn main() {}
