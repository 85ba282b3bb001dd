use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Page<Owner<'static>>)]
struct Ask;

#[derive(TopApi)]
#[top_api(method = "test.list", response = Vec<Line>)]
struct List;

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

#[derive(TopValue)]
struct Owner<'a> {
    nick: &'a str,
    name: std::borrow::Cow<'a, str>,
}

#[derive(TopValue)]
struct Line {
    code: Code,
}

#[derive(TopValue)]
struct Code {
    text: &'static str,
    old: Option<&'static str>,
}

fn main() {}
