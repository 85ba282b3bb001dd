use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
union Ask {
    a: i64,
}

fn main() {}
