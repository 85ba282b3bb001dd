use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(success)]
    ok: bool,
    #[top(error_code)]
    code: String,
}

fn main() {}
