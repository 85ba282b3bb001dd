use top_runtime::{File, TopValue};

#[derive(TopValue)]
struct Line {
    image: File,
    other: Option<File>,
}

fn main() {}
