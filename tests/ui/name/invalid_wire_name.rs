use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    数量: i64,
    #[top(rename = "")]
    a: i64,
    #[top(rename = "a b")]
    b: i64,
    #[top(rename = "a\"b", item = "x y")]
    c: Vec<i64>,
}

fn main() {}
