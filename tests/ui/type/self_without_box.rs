use top_runtime::TopValue;

#[derive(TopValue)]
struct Node {
    next: Option<Node>,
}

fn main() {}
