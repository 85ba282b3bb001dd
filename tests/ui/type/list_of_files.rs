use top_runtime::{File, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    image: File,
    other: Option<File>,
    images: Vec<File>,
    page: Option<Page<File>>,
}

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

fn main() {}
