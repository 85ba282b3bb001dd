use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    image: Vec<u8>,
    icon: Option<[u8; 4]>,
}

fn main() {}
