use top_runtime::TopApi;

#[derive(TopApi)]
struct Ask;

fn main() {}
