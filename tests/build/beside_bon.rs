//! bon's derive, which some prefer, on the same struct as ours.

use bon::Builder;
use top_runtime::{TopApi, TopValue};

/// With `build` and bon's builder at once.
#[derive(Debug, Clone, PartialEq, TopValue, Builder)]
#[top(build)]
#[builder(on(String, into))]
struct Attachment {
    #[top(rename = "file_name", max_len = 64)]
    name: String,
    #[builder(default)]
    pages: Vec<i64>,
    desc: Option<String>,
}

/// With bon's alone.
#[derive(Debug, Clone, PartialEq, TopApi, Builder)]
#[top_api(method = "a.b", response = Attachment)]
#[builder(on(String, into), finish_fn = request)]
struct AddAttachment<'a> {
    #[builder(start_fn)]
    order_id: i64,
    attachment: Attachment,
    nick: Option<&'a str>,
}

#[test]
fn both_build_the_same() {
    let ours = Attachment::new("a.png").desc("front");
    assert_eq!(Attachment::builder().name("a.png").desc("front").build(), ours);
    let request = AddAttachment::builder(1).attachment(ours.clone()).nick("n").request();
    assert_eq!(request, AddAttachment { order_id: 1, attachment: ours, nick: Some("n") });
}
