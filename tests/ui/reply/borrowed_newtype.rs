use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", response = User)]
struct Ask;

#[derive(TopValue)]
struct User {
    nick: Nick,
}

#[derive(TopValue)]
struct Nick(&'static str);

fn main() {}
