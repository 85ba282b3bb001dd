use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "a", any_of(r#type, r#in))]
struct Ask {
    r#type: Option<String>,
    r#in: Option<i64>,
    r#match: r#Struct,
}

#[allow(non_camel_case_types)]
#[derive(TopValue)]
struct r#Struct {
    r#box: Option<Box<r#Struct>>,
    r#gen: r#enum,
}

#[allow(non_camel_case_types)]
#[derive(TopValue)]
enum r#enum {
    #[top("r#x")]
    r#fn,
    #[top(other)]
    r#impl(String),
}

fn main() {
    let _ = Ask { r#type: None, r#in: Some(1), r#match: r#Struct { r#box: None, r#gen: r#enum::r#fn } };
    let _ = r#enum::r#impl(String::new());
}
