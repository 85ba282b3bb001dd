use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(outcome, success)]
    result: Inner,
}

#[derive(TopValue)]
struct Inner {
    #[top(success)]
    ok: bool,
}

fn main() {}
