use top_runtime::TopValue;

use std::collections::BTreeMap;

#[derive(TopValue)]
struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Self>>,
    children: Vec<Tree>,
    named: BTreeMap<String, Self>,
    other: Option<Box<Forest>>,
}

#[derive(TopValue)]
struct Forest {
    trees: Vec<Tree>,
}

fn main() {}
