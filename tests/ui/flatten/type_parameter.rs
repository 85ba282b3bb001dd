use top_runtime::TopValue;

#[derive(TopValue)]
struct Line<T> {
    code: String,
    #[top(flatten)]
    page: Page<T>,
}

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

fn main() {}
