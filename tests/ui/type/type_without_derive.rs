use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    code: String,
    att: Option<Vec<Att>>,
}

struct Att;

fn main() {}
