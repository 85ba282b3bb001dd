use top_runtime::TopValue;

#[derive(TopValue)]
struct Page<T: TopValue> {
    rows: Vec<T>,
}

#[derive(TopValue)]
struct Line<T> {
    page: Page<T>,
}

fn main() {}
