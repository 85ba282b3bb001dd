use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    letter: char,
    pair: (i64, i64),
}

fn main() {}
