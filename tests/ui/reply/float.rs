use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", response = f64)]
struct Ask;

fn main() {}
