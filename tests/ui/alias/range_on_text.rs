use top_runtime::{TopApi, TopValue};

type Name = String;
type Names = Vec<Name>;

#[derive(TopApi)]
#[top_api(method = "a.b")]
struct Ask {
    #[top(range = 1..=9)]
    name: Name,
    #[top(max_bytes = 9)]
    names: Names,
}

#[derive(TopValue)]
struct Line {
    #[top(max_items = 3)]
    name: Option<Name>,
}

fn main() {}
