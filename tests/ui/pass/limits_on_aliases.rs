//! Limits on aliases of types that have these limits.

use top_runtime::{Price, TopApi, TopValue};

type Name = String;
type Names = Vec<Name>;
type Count = i64;

#[derive(TopApi)]
#[top_api(method = "a.b")]
struct Ask<const N: usize> {
    #[top(required, max_len = 9, max_bytes = 20)]
    name: Name,
    #[top(required, max_items = 3)]
    names: Names,
    #[top(range = 1..=9)]
    count: Option<Count>,
    #[top(required, max_len = 9)]
    price: Price,
    line: Option<Line>,
}

#[derive(TopValue)]
struct Line {
    #[top(max_len = 3)]
    name: Option<Name>,
    inner: Option<Box<Self>>,
}

fn main() {}
