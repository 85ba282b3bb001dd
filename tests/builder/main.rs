//! `#[top(build)]` and `#[top_api(build)]`: `new` for required fields, setters for optional ones.

mod bon;
mod borrowed;
mod hygiene;
pub mod lints;

use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Price, TopApi, TopValue, Value};

#[derive(Debug, Clone, PartialEq, TopValue)]
enum FileType {
    #[top("IMAGE")]
    Image,
    #[top(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(build)]
struct Attachment {
    name: String,
    url: String,
    file_type: FileType,
    size: u32,
    desc: Option<String>,
    is_3d: Option<bool>,
    pages: Option<u32>,
}

#[test]
fn up_to_four_required_fields_are_parameters_of_new() {
    let attachment = Attachment::new("receipt", String::from("https://a/b"), FileType::Image, 7);
    assert_eq!(
        attachment,
        Attachment {
            name: "receipt".to_owned(),
            url: "https://a/b".to_owned(),
            file_type: FileType::Image,
            size: 7,
            desc: None,
            is_3d: None,
            pages: None,
        }
    );
    let attachment = attachment.desc("front").is_3d(false).pages(2).desc("back");
    assert_eq!(attachment.desc.as_deref(), Some("back"));
    assert_eq!((attachment.is_3d, attachment.pages), (Some(false), Some(2)));
}

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(build, any_of(note, parent))]
struct Ticket {
    source_order_id: String,
    merchant_code: String,
    happened: DateTime,
    amount: Price,
    #[top(required)]
    items: Vec<Attachment>,
    #[top(max_items = 20)]
    attachments: Vec<Attachment>,
    #[top(rename = "reason_type_code_level2")]
    reason_detail: Option<String>,
    r#type: Option<i64>,
    extra: BTreeMap<String, String>,
    attributes: Option<Json<Vec<i64>>>,
    note: Option<Value>,
    parent: Option<Box<Ticket>>,
    weight: std::option::Option<Decimal>,
    tags: Option<Vec<String>>,
}

fn ticket() -> Ticket {
    let items = vec![Attachment::new("a", "b", FileType::Other("PDF".to_owned()), 1)];
    Ticket::new(TicketInit {
        source_order_id: "1".to_owned(),
        merchant_code: "TMALL".to_owned(),
        happened: DateTime::from_unix(1_763_308_800),
        amount: Price::from_cents(150),
        items,
    })
}

#[test]
fn more_than_four_required_fields_are_taken_as_a_struct() {
    let ticket = ticket();
    assert_eq!((ticket.source_order_id.as_str(), ticket.items.len()), ("1", 1));
    assert!(ticket.attachments.is_empty() && ticket.extra.is_empty() && ticket.weight.is_none());
}

#[test]
fn setters_convert_their_argument() {
    let full = ticket()
        .attachments([Attachment::new("a", "b", FileType::Image, 1)])
        .reason_detail("late")
        .r#type(3)
        .extra([("k".to_owned(), "v".to_owned())])
        .attributes(vec![1, 2])
        .note("text")
        .parent(ticket())
        .weight(2)
        .tags(["x".to_owned()]);
    assert_eq!(full.attachments.len(), 1);
    assert_eq!(full.reason_detail.as_deref(), Some("late"));
    assert_eq!(full.r#type, Some(3));
    assert_eq!(full.extra["k"], "v");
    assert_eq!(full.attributes, Some(Json(vec![1, 2])));
    assert_eq!(full.note, Some(Value::from("text")));
    assert_eq!(full.parent, Some(Box::new(ticket())));
    assert_eq!(full.weight, Some(Decimal::from(2)));
    assert_eq!(full.tags, Some(vec!["x".to_owned()]));
}

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
struct Address {
    city: String,
    street: Option<String>,
}

#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "taobao.trades.sold.get", any_of(nick, tid), build)]
struct GetTrades {
    fields: String,
    #[top(flatten)]
    address: Address,
    #[top(flatten)]
    page: Option<Page>,
    nick: Option<String>,
    tid: Option<i64>,
}

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
struct Page {
    page_no: Option<i64>,
    page_size: Option<i64>,
}

#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "taobao.time.get", build)]
struct GetTime;

#[test]
fn requests_have_constructors_and_setters() {
    let request = GetTrades::new("tid,nick", Address::new("Hangzhou")).page(Page::new().page_no(1)).tid(9);
    assert_eq!(
        request,
        GetTrades {
            fields: "tid,nick".to_owned(),
            address: Address { city: "Hangzhou".to_owned(), street: None },
            page: Some(Page { page_no: Some(1), page_size: None }),
            nick: None,
            tid: Some(9),
        }
    );
    assert_eq!(GetTime::new(), GetTime);
}

type Maybe = Option<i64>;

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
struct ByTokens {
    alias: Maybe,
    new: String,
}

/// Whether a field is optional depends on its tokens. A required field may be called `new`: only a
/// setter of that name would conflict.
#[test]
fn an_alias_of_option_is_a_required_field() {
    assert_eq!(ByTokens::new(Some(1), "x"), ByTokens { alias: Some(1), new: "x".to_owned() });
}
