use top_runtime::TopValue;

type Pages = Vec<Page>;

#[derive(TopValue)]
struct Line {
    #[top(flatten)]
    pages: Pages,
}

#[derive(TopValue)]
struct Page {
    page_no: i64,
}

fn main() {}
