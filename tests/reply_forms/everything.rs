//! A response with every supported type in every position.

use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Millis, Price, Seconds, TopApi, TopValue};

use crate::draw::{Draw, Source, values};
use crate::property::assert_round_trip;

#[derive(TopApi)]
#[top_api(method = "example.everything.get", response = Everything, session = none)]
struct GetEverything;

values! {
    struct Everything {
        text: String,
        number: i64,
        flag: bool,
        time: DateTime,
        optional: Option<Scalars>,
        required: Scalars,
        #[top(flatten)]
        spread: Spread,
        scalars: Vec<Scalars>,
        grid: Vec<Vec<i64>>,
        tables: Vec<Vec<Leaf>>,
        map: Option<BTreeMap<String, String>>,
        leaves: Option<BTreeMap<String, Leaf>>,
        codes: Vec<Code>,
        levels: Option<Vec<Level>>,
        tree: Option<Box<Tree>>,
        #[top(rename = "is_3D")]
        is_3_d: Option<bool>,
        #[top(rename = "location.city")]
        city: Option<String>,
    }
    struct Scalars {
        text: Option<String>,
        small: Option<i32>,
        large: Option<u64>,
        flag: Option<bool>,
        time: Option<DateTime>,
        millis: Option<Millis>,
        seconds: Option<Seconds>,
        price: Option<Price>,
        decimal: Option<Decimal>,
        json: Option<Json<serde_json::Value>>,
        code: Option<Code>,
        level: Option<Level>,
    }
    /// Its members are in the reply's root.
    struct Spread {
        page_no: i64,
        page_size: Option<i64>,
        #[top(item = "entry")]
        entries: Vec<Leaf>,
        marks: Vec<String>,
    }
    struct Leaf { name: String, weight: Option<Decimal>, tags: Vec<String> }
    struct Tree { name: Option<String>, left: Option<Box<Tree>>, right: Option<Box<Tree>>, rest: Vec<Tree> }
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum Code {
    #[top("A")]
    First,
    #[top("b-2")]
    Second,
    #[top(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum Level {
    #[top(0)]
    Low,
    #[top(-9)]
    High,
    #[top(other)]
    Other(i64),
}

/// `Other` never contains the code of another variant or an empty text: see [`crate::carried`].
impl Draw for Code {
    fn draw(from: &mut Source<'_>) -> Self {
        match from.draw::<i32>() % 3 {
            0 => Self::First,
            1 => Self::Second,
            _ => Self::Other(format!("later-{}", from.draw::<String>())),
        }
    }
}

impl Draw for Level {
    fn draw(from: &mut Source<'_>) -> Self {
        match from.draw() {
            0 => Self::Low,
            -9 => Self::High,
            later => Self::Other(later),
        }
    }
}

#[test]
fn every_type_round_trips_in_every_position() {
    assert_round_trip(&GetEverything);
}
