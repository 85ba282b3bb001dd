use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(flatten)]
    page: Page,
}

#[derive(TopValue)]
struct Page {
    order: &'static str,
}

fn main() {}
