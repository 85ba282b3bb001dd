use top_runtime::codec::Encode;
use top_runtime::{TopApi, TopValue};

#[derive(TopValue)]
struct Page<T: Encode> {
    rows: Vec<T>,
}

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<T: Clone> {
    page: Option<Page<T>>,
}

fn main() {}
