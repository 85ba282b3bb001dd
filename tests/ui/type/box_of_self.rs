use top_runtime::TopValue;

#[derive(TopValue)]
struct Node {
    next: Box<Node>,
    other: Box<Self>,
}

fn main() {}
