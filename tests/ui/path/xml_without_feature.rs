use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", body = xml)]
struct Ask {
    code: String,
}

fn main() {
    let _ = <Ask as TopApi>::SPEC;
}
