use top_runtime::TopValue;

type Maybe = Option<String>;

#[derive(TopValue)]
struct Line {
    note: Option<Maybe>,
}

fn main() {}
