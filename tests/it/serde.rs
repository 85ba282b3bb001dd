//! serde for value types and coded enums: a struct that derives both travels in other JSON in the
//! forms of the wire.

use serde::{Deserialize, Serialize};
use top_runtime::{
    DateTime, Decimal, Fields, Json, Millis, Price, Seconds, TopApi, TopValue, Value, fields, value,
};

use crate::support::{client_with_reply, wait};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TopApi)]
#[top_api(method = "test.order", response = Order)]
struct GetOrder {
    fields: Fields<Order>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TopValue)]
struct Order {
    tid: Tid,
    created: DateTime,
    payment: Price,
    rate: Decimal,
    paid: Option<Millis>,
    ends: Option<Seconds>,
    status: Status,
    level: Level,
    tree: Value,
    extra: Json<Vec<i64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TopValue)]
struct Tid(i64);

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(serde)]
enum Status {
    #[top("1")]
    Complaint,
    #[top("2")]
    BadReview,
    #[top(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(serde)]
enum Level {
    #[top(-1)]
    Low,
    #[top(2)]
    High,
}

/// Enums that are not opted in may derive serde themselves, with the names of their variants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TopValue)]
enum Own {
    #[top("1")]
    First,
}

const ORDER: &str = concat!(
    r#"{"tid":1100085056548470636,"created":"2025-11-17 00:00:00","payment":"200.070","#,
    r#""rate":"12345678901234567.890","paid":1563260220270,"ends":1563260220,"status":"1","level":-1,"#,
    r#""tree":{"z":[1,0.5,null,true,"x"],"a":{}},"extra":[1,2]}"#,
);

fn order() -> Order {
    Order {
        tid: Tid(1_100_085_056_548_470_636),
        created: DateTime::from_unix(1_763_308_800),
        payment: "200.070".parse().unwrap(),
        rate: "12345678901234567.890".parse().unwrap(),
        paid: Some(Millis(1_563_260_220_270)),
        ends: Some(Seconds(1_563_260_220)),
        status: Status::Complaint,
        level: Level::Low,
        tree: value!({ "z": [1, 0.5, null, true, "x"], "a": {} }),
        extra: Json(vec![1, 2]),
    }
}

#[test]
fn structs_travel_in_the_forms_of_the_wire() {
    assert_eq!(serde_json::to_string(&order()).unwrap(), ORDER);
    let back: Order = serde_json::from_str(ORDER).unwrap();
    assert_eq!(back, order());
    // Equality is by value, so the texts are compared, too.
    assert_eq!((back.payment.as_str(), back.rate.as_str()), ("200.070", "12345678901234567.890"));
}

#[test]
fn a_reply_and_its_json_are_equal() {
    let body = r#"{"order_response":{"tid":"1100085056548470636","created":"2025-11-17 00:00:00","payment":200.070,
        "rate":12345678901234567.890,"paid":"1563260220270","ends":"2019-07-16 14:57:00","status":1,"level":"-1",
        "tree":{"z":[1,0.5,null,true,"x"],"a":{}},"extra":"[1,2]"}}"#;
    let reply = wait(client_with_reply(body).execute(&GetOrder { fields: Fields::all() })).unwrap();
    assert_eq!(reply.issues(), []);
    assert_eq!(serde_json::to_string(&reply.into_inner()).unwrap(), ORDER);
}

#[test]
fn forms_that_replies_have_are_read() {
    let json = r#"{"tid":1,"created":1763308800,"payment":200,"rate":1.5e3,"paid":"2019-07-16 14:57:00.270",
        "ends":"1563260220","status":2,"level":"2","tree":null,"extra":[]}"#;
    let read: Order = serde_json::from_str(json).unwrap();
    let expected = Order {
        tid: Tid(1),
        payment: "200".parse().unwrap(),
        rate: "1500".parse().unwrap(),
        status: Status::BadReview,
        level: Level::High,
        tree: Value::Null,
        extra: Json(Vec::new()),
        ..order()
    };
    assert_eq!(read, expected);
}

#[test]
fn unknown_codes_are_kept_or_refused() {
    assert_eq!(serde_json::from_str::<Status>("\"9\"").ok(), Some(Status::Other("9".to_owned())));
    assert_eq!(serde_json::to_string(&Status::Other("9".to_owned())).unwrap(), "\"9\"");
    let refused = serde_json::from_str::<Level>("9").unwrap_err().to_string();
    assert_eq!(refused, "invalid value: `9`, expected one of the codes `-1`, `2`");
    assert!(serde_json::from_str::<Level>("{}").is_err());
}

#[test]
fn errors_name_the_value_and_the_expected_form() {
    for (error, expected) in [
        (
            serde_json::from_str::<DateTime>("\"soon\"").unwrap_err(),
            "invalid value: string \"soon\", expected a time like `2025-11-17 00:00:00` at line 1 column 6",
        ),
        (
            serde_json::from_str::<Price>("true").unwrap_err(),
            "invalid type: boolean `true`, expected a decimal number at line 1 column 4",
        ),
        (
            serde_json::from_str::<Millis>("1.5").unwrap_err(),
            "invalid value: number 1.5, expected milliseconds since 1970 at line 1 column 3",
        ),
    ] {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn selections_are_texts_that_are_checked_before_sending() {
    let request = GetOrder { fields: fields!(Order, "tid", "status") };
    let json = serde_json::to_string(&request).unwrap();
    assert_eq!(json, r#"{"fields":"tid,status"}"#);
    assert_eq!(serde_json::from_str::<GetOrder>(&json).unwrap(), request);
}

#[test]
fn numbers_of_trees_keep_their_digits() {
    let tree: Value = r#"{"big":123456789012345678901234567890,"exact":0.1}"#.parse().unwrap();
    let json = serde_json::to_string(&tree).unwrap();
    assert!(json.contains("123456789012345678901234567890") && json.contains("\"exact\":0.1"), "{json}");
}

#[test]
fn own_derives_of_serde_still_compile() {
    assert_eq!(serde_json::to_string(&Own::First).unwrap(), "\"First\"");
}
