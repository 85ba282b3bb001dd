use top_runtime::TopValue;

#[derive(serde::Serialize, serde::Deserialize, TopValue)]
#[serde(rename_all = "camelCase")]
struct Line {
    #[serde(rename = "c")]
    #[top(rename = "itemCode")]
    item_code: String,
}

fn main() {}
