use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
enum Ask {
    Now,
}

fn main() {}
