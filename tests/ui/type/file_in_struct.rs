use top_runtime::{File, TopValue};

#[derive(TopValue)]
struct Line {
    image: File,
    other: Option<File>,
    list: Vec<Box<File>>,
    alias: Photos,
}

type Photos = Option<Vec<File>>;

fn main() {}
