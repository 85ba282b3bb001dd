use top_runtime::{Outcome, TopValue, Value};

#[derive(TopValue)]
#[top(outcome = judge)]
struct Reply {
    #[top(error_code)]
    code: Option<String>,
}

fn judge(_: &Value) -> Outcome {
    Outcome::Success
}

fn main() {}
