use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(flatten)]
    kind: Kind,
}

#[derive(TopValue)]
enum Kind {
    #[top("A")]
    A,
}

fn main() {}
