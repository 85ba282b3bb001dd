//! bon's derive on a struct that also derives `TopValue` or `TopApi`.

use bon::Builder;
use top_runtime::{TopApi, TopValue};

/// `build` and bon's builder on one struct.
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

/// Only bon's builder.
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
fn bon_and_build_construct_equal_values() {
    let ours = Attachment::new("a.png").desc("front");
    assert_eq!(Attachment::builder().name("a.png").desc("front").build(), ours);
    let request = AddAttachment::builder(1).attachment(ours.clone()).nick("n").request();
    assert_eq!(request, AddAttachment { order_id: 1, attachment: ours, nick: Some("n") });
}
