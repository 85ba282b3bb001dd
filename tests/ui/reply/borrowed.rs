use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Reply<'a>)]
struct Ask<'a> {
    nick: &'a str,
}

#[derive(TopValue)]
struct Reply<'a> {
    nick: &'a str,
}

fn main() {}
