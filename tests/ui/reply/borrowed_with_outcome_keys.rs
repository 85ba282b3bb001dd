use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply<'a> {
    #[top(success)]
    ok: bool,
    nick: &'a str,
    text: &'static str,
}

fn main() {}
