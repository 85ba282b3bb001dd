use top_runtime::{TopApi, TopValue};

// Wire names that are not valid identifiers, or not in snake case.
#[derive(TopApi)]
#[top_api(method = "test.ask", any_of(location_city, camel_case))]
struct Ask {
    #[top(rename = "location.city")]
    location_city: Option<String>,
    #[top(rename = "location.state", max_len = 2)]
    location_state: Option<String>,
    #[top(rename = "camelCase")]
    camel_case: Option<String>,
    #[top(rename = "is_3D")]
    is_3_d: Option<bool>,
    #[top(rename = "ABTest")]
    a_b_test: Option<i64>,
    #[top(rename = "x-y")]
    x_y: Option<Part>,
}

#[derive(TopValue)]
struct Part {
    #[top(rename = "itemCode")]
    item_code: String,
    #[top(rename = "receiver.address.zip")]
    zip: i64,
    #[top(rename = "type")]
    kind: Option<Box<Part>>,
    #[top(rename = "_")]
    underscore: bool,
    // Names that differ only in case are different names.
    id: i64,
    #[top(rename = "ID")]
    upper_id: i64,
}

fn main() {}
