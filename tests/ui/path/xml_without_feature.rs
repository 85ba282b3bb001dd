use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", body = xml)]
struct Ask {
    code: String,
}

const _: top_runtime::api::ApiSpec = Ask::SPEC;

fn main() {}
