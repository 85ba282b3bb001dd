use top_runtime::{File, TopApi};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    images: Vec<File>,
}

fn main() {}
