use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(flatten)]
    page: Page,
}

struct Page {
    page_no: i64,
}

fn main() {}
