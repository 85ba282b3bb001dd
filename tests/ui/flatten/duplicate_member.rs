use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    page_no: i64,
    #[top(flatten)]
    page: Page,
}

#[derive(TopValue)]
struct Page {
    page_no: i64,
}

fn main() {}
