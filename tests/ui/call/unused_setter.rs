#![deny(unused_must_use)]

use top_runtime::TopValue;

#[derive(TopValue)]
#[top(build)]
struct Line {
    code: String,
    note: Option<String>,
}

fn main() {
    Line::new("c");
    Line::new("c").note("n");
}
