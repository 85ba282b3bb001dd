use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    sizes: [i64; 3],
}

fn main() {}
