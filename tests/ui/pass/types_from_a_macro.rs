use top_runtime::{TopApi, TopValue};

macro_rules! declare {
    ($name:ident, $ty:ty, $method:literal) => {
        #[derive(TopApi)]
        #[top_api(method = $method)]
        struct $name {
            part: $ty,
            #[top(max_len = 3)]
            text: Option<$ty>,
        }
    };
}

declare!(Ask, String, "test.ask");

#[derive(TopValue)]
struct Part {
    v: i64,
    sign: String,
}

fn main() {
    let _ = (Ask { part: String::new(), text: None }, Part { v: 1, sign: String::new() });
}
