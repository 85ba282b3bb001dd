use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Reply)]
struct Ask;

#[derive(TopValue)]
struct Reply {
    nick: &'static str,
}

fn main() {}
