use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(success)]
    ok: bool,
    #[top(success)]
    good: bool,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_code)]
    sub_code: Option<String>,
}

fn main() {}
