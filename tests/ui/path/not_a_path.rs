use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "orders/get")]
struct NoSlash;

#[derive(TopApi)]
#[top_api(path = "/orders/../get")]
struct Dots;

#[derive(TopApi)]
#[top_api(path = "/orders//get")]
struct Empty;

#[derive(TopApi)]
#[top_api(path = "/orders/my get")]
struct Blank;

#[derive(TopApi)]
#[top_api(path = "/orders?id=1")]
struct Query;

fn main() {}
