use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Page<Borrowed>)]
struct Ask;

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

#[derive(TopValue)]
struct Borrowed {
    nick: std::borrow::Cow<'static, str>,
}

fn main() {}
