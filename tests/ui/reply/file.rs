use top_runtime::{File, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Option<File>)]
struct Ask;

#[derive(TopApi)]
#[top_api(method = "test.list", response = Page<File>)]
struct List;

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

fn main() {}
