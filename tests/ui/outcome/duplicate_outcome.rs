use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(outcome)]
    one: Inner,
    #[top(outcome)]
    other: Option<Inner>,
}

#[derive(TopValue)]
struct Inner {
    #[top(success)]
    ok: bool,
}

fn main() {}
