use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    code: String,
    merchant_code: String,
    note: Option<String>,
}

fn main() {
    let _ = Line { code: String::new(), note: None };
}
