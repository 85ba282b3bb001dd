use top_runtime::TopValue;

#[derive(TopValue)]
#[top(build)]
struct Line {
    code: String,
    amount: i64,
    note: Option<String>,
}

fn main() {
    let _ = Line::new("c");
    let _ = Line::new("c", 200.07);
}
