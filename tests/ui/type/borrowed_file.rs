use top_runtime::{File, TopApi};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<'a> {
    nick: &'a str,
    image: &'a File,
}

fn main() {}
