use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(flatten)]
    page: Page,
}

struct Page {
    page_no: i64,
}

fn main() {}
