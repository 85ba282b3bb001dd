use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask", crate = my_sdk::top)]
struct Ask {
    nick: String,
}

#[derive(TopValue)]
#[top(crate = crate::sdk::topp)]
struct Line {
    code: String,
}

mod sdk {
    pub use top_runtime as top;
}

fn main() {}
