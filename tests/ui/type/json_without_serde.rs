use top_runtime::{Json, TopApi};

struct Extra;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    extra: Json<Extra>,
}

fn main() {}
