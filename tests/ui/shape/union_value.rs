use top_runtime::TopValue;

#[derive(TopValue)]
union Id {
    a: i64,
}

fn main() {}
