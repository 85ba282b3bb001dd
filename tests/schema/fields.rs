//! Field selections: in the request, at the gateway and in the reply.

use top_runtime::{Client, Fields, SessionKey, TopApi, TopValue, Value, fields};
use top_sandbox::Sandbox;

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.trade.fullinfo.get", session = required, response = TradeReply)]
struct GetTrade {
    fields: Fields<Trade>,
    more: Option<Fields<Category>>,
    tid: i64,
}

#[derive(TopValue)]
struct TradeReply {
    trade: Trade,
}

#[derive(TopValue)]
struct Trade {
    tid: i64,
    r#type: Option<String>,
    #[top(rename = "payment")]
    paid: Option<String>,
    orders: Vec<Order>,
    promotion: Option<Box<Promotion>>,
    #[top(flatten)]
    receiver: Option<Receiver>,
    extra: Value,
    nothing: Option<Nothing>,
}

#[derive(TopValue)]
struct Order {
    oid: i64,
    titles: Vec<String>,
    #[top(flatten)]
    receiver: Receiver,
    logistics: Option<Logistics>,
}

#[derive(TopValue)]
struct Logistics {
    company: String,
}

#[derive(TopValue)]
struct Promotion {
    name: String,
}

#[derive(TopValue)]
struct Receiver {
    receiver_city: Option<String>,
}

#[derive(TopValue)]
struct Nothing {}

#[derive(TopValue)]
struct Category {
    cid: i64,
    parent: Option<Box<Self>>,
    children: Vec<Category>,
}

const ALL: &str = "tid,type,payment,orders.oid,orders.titles,orders.receiver_city,orders.logistics,promotion.name,\
                   receiver_city,extra,nothing";

fn request(fields: Fields<Trade>) -> GetTrade {
    GetTrade { fields, more: None, tid: 1 }
}

/// Returns the sent parameter `fields`, or its issues.
fn sent(request: &GetTrade) -> Result<String, Vec<String>> {
    let client = Client::builder("12345678", "helloworld").build().unwrap();
    let prepared = client
        .session(&SessionKey::new("6100"))
        .prepare(request)
        .map_err(|refused| refused.issues().iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let fields = prepared.params().find(|(name, _)| *name == "fields").map(|(_, value)| value.to_owned());
    Ok(fields.unwrap_or_default())
}

#[test]
fn fields_of_nested_types_are_listed_by_path() {
    assert_eq!(sent(&request(Fields::all())).unwrap(), ALL);
    assert_eq!(Fields::<Trade>::all().to_string(), ALL);
}

#[test]
fn recursive_type_is_listed_to_a_fixed_depth() {
    let all = "cid,parent.cid,parent.parent,parent.children,children.cid,children.parent,children.children";
    assert_eq!(Fields::<Category>::all().to_string(), all);
    let deep = ["children.parent.children.cid"].into_iter().collect::<Fields<Category>>();
    assert!(sent(&GetTrade { more: Some(deep), ..request(Fields::all()) }).is_ok());
}

#[test]
fn selections_are_constants() {
    const BRIEF: Fields<Trade> = Fields::of(&["tid", "type"]);
    static NESTED: Fields<Trade> = fields!(Trade, "orders.oid", "receiver_city", "orders");
    assert_eq!(sent(&request(BRIEF)).unwrap(), "tid,type");
    assert_eq!(sent(&request(NESTED.clone())).unwrap(), "orders.oid,receiver_city,orders");
    assert_eq!(format!("{BRIEF:?} {:?}", Fields::<Trade>::all()), "Fields(tid,type) Fields(all)");
    assert_eq!(BRIEF, ["tid", "type"].into_iter().collect());
    assert_ne!(BRIEF, Fields::all());
    assert_eq!(format!("{BRIEF:>9}|"), " tid,type|");
}

#[test]
fn unknown_field_is_refused_with_a_suggestion() {
    let names = [
        "tidd",
        "orders.iod",
        "orders.logistics.companny",
        "tid.oid",
        "orders.receiver_ctiy",
        "?",
        "",
        "a,b",
    ];
    assert_eq!(
        sent(&request(names.into_iter().collect())).unwrap_err(),
        [
            "`fields[0]`: expected a member of `trade` (like `tid`), found `tidd`",
            "`fields[1]`: expected a member of `trade` (like `orders.oid`), found `orders.iod`",
            "`fields[2]`: expected a member of `trade` (like `orders.logistics.company`), found `orders.logistics.companny`",
            "`fields[3]`: expected a member of `trade` (like `tid`), found `tid.oid`",
            "`fields[4]`: expected a member of `trade` (like `orders.receiver_city`), found `orders.receiver_ctiy`",
            "`fields[5]`: expected a member of `trade`, found `?`",
            "`fields[6]`: expected a member of `trade`, found ``",
            "`fields[7]`: expected a member of `trade`, found `a,b`",
        ]
    );
    // Not detectable in a constant.
    assert!(sent(&request(fields!(Trade, "orders.iod"))).is_err());
    let none: [&str; 0] = [];
    assert_eq!(
        sent(&request(none.into_iter().collect())).unwrap_err(),
        ["`fields`: expected the name of a member, or all of them, found no name"]
    );
}

#[test]
#[should_panic(
    expected = "there is no member `paymnet` in the type of these `Fields`: did you mean `payment`?"
)]
fn a_constant_would_not_compile() {
    let _ = Fields::<Trade>::of(&["tid", "paymnet.x"]);
}

#[tokio::test]
async fn gateway_receives_the_field_selection() {
    let reply = |request: GetTrade| {
        let chosen = request.fields.names().contains(&"type".into());
        let (r#type, paid) = (chosen.then(|| "fixed".to_owned()), Some(request.fields.to_string()));
        let trade = Trade {
            tid: request.tid,
            r#type,
            paid,
            orders: vec![],
            promotion: None,
            receiver: None,
            extra: Value::Null,
            nothing: None,
        };
        TradeReply { trade }
    };
    let sandbox = Sandbox::builder().reply::<GetTrade>(reply).start().await.unwrap();
    let client = sandbox.client().unwrap().session(&sandbox.session());
    let got = client.execute(&request(fields!(Trade, "tid", "orders.oid"))).await.unwrap();
    assert_eq!((got.trade.r#type.as_deref(), got.trade.paid.as_deref()), (None, Some("tid,orders.oid")));
    let got = client.execute(&request(Fields::all())).await.unwrap();
    assert_eq!((got.trade.r#type.as_deref(), got.trade.paid.as_deref()), (Some("fixed"), Some(ALL)));
    let call = |fields: &str| {
        let params = top_runtime::Params::new().with("fields", fields).with("tid", "1");
        let client = &client;
        async move { client.call("taobao.trade.fullinfo.get", &params).await }
    };
    assert!(call("tid , orders.oid").await.is_ok());
    for (fields, expected) in [("tid,oders", "like `orders`"), ("tid,,type", "blank text")] {
        let error = call(fields).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}
