use top_runtime::{TopApi, TopValue};

// The field types are the user's own. The derives must not mistake them for types of the prelude.
#[derive(TopApi)]
#[top_api(method = "test.ask", response = Result, any_of(option, vec))]
struct Error {
    option: ::core::option::Option<Option>,
    vec: ::std::vec::Vec<Vec>,
    #[top(required, max_len = 9)]
    text: ::std::string::String,
    string: String,
}

#[derive(TopValue)]
struct Result {
    ok: bool,
    err: ::core::option::Option<::std::boxed::Box<Result>>,
    vec: Vec,
    r#box: Box<String>,
}

#[derive(TopValue)]
struct Option {
    string: String,
}

#[derive(TopValue)]
struct Vec;

#[derive(TopValue)]
struct Box<T> {
    inner: T,
}

#[derive(TopValue)]
enum String {
    #[top("S")]
    Some,
    #[top("N")]
    None,
    #[top(other)]
    Err(::std::string::String),
}

fn main() {
    let _ = Error {
        option: ::core::option::Option::Some(Option { string: String::None }),
        vec: ::std::vec![Vec],
        text: "text".into(),
        string: String::Err("?".into()),
    };
    let _ =
        Result { ok: true, err: ::core::option::Option::None, vec: Vec, r#box: Box { inner: String::Some } };
}
