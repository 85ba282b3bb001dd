use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "Foo create")]
struct Ask;

fn main() {}
