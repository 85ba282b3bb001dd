use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(metod = "test.ask")]
struct Ask;

fn main() {}
