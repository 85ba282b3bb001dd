use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    note: Option<Option<String>>,
}

fn main() {}
