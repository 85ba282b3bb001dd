use top_runtime::{File, TopValue};

struct Plain;

#[derive(TopValue)]
struct Wrapped(Plain);

#[derive(TopValue)]
struct Photo(File);

#[derive(TopValue)]
struct Rate(f64);

#[derive(TopValue)]
struct Link(Box<Link>);

fn main() {}
