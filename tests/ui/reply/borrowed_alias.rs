use top_runtime::{TopApi, TopValue};

type Text = &'static str;

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Texts)]
struct Ask;

type Texts = Vec<Text>;

#[derive(TopValue)]
struct Line {
    nick: Text,
}

fn main() {}
