use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    #[top(range = 0..=300)]
    n: i8,
    #[top(range = -1..=70000)]
    m: Option<u16>,
}

fn main() {}
