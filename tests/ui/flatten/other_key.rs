use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(flatten, rename = "x", required)]
    page: Page,
}

#[derive(TopValue)]
struct Page {
    page_no: i64,
}

fn main() {}
