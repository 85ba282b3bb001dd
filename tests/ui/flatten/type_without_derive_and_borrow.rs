use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<'a> {
    nick: &'a str,
    #[top(flatten)]
    page: Option<Page>,
}

#[derive(TopValue)]
struct Line<'a> {
    nick: &'a str,
    #[top(flatten)]
    page: Page,
}

struct Page {
    page_no: i64,
}

fn main() {}
