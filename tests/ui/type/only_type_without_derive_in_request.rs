use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    att: Att,
}

struct Att {
    name: String,
}

fn main() {}
