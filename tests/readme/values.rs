//! The tables of `docs/values.md` list the traits that the value types implement. `BLESS=1`
//! rewrites them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::hash::Hash;
use std::iter::Sum;
use std::marker::PhantomData;
use std::ops::{Add, Index, Mul, Sub};
use std::str::FromStr;
use std::time::{Duration, SystemTime};
use std::{env, fs};

use serde::Serialize;
use serde::de::DeserializeOwned;
use top_runtime::{
    DateTime, Decimal, Fields, File, Json, Millis, Outcome, Params, Price, Seconds, SessionKey, TopValue,
    Value,
};

use crate::document::{path, read};

/// A coded enum with all traits that it can have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, TopValue)]
#[top(serde)]
enum Status {
    #[default]
    #[top("1")]
    Open,
}

/// A newtype with the derives of its field.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    TopValue,
    serde::Serialize,
    serde::Deserialize,
)]
struct Tid(i64);

#[derive(TopValue)]
struct Trade {
    tid: i64,
}

/// Whether a type implements traits. An inherent constant hides that of a trait, if its bounds are
/// met.
macro_rules! implements {
    ($type:ty: $($bounds:tt)+) => {{
        #[allow(dead_code)]
        trait Otherwise {
            const IS: bool = false;
        }
        struct Ask<T>(PhantomData<T>);
        impl<T> Otherwise for Ask<T> {}
        #[allow(dead_code)]
        impl<T: $($bounds)+> Ask<T> {
            const IS: bool = true;
        }
        <Ask<$type>>::IS
    }};
}

macro_rules! row {
    ($name:literal, $type:ty) => {{
        let marks = [
            implements!($type: Copy),
            implements!($type: Default),
            implements!($type: Eq + Hash),
            implements!($type: Ord),
            implements!($type: Display),
            implements!($type: FromStr),
            implements!($type: Add<Output = T> + Sub + Sum) || implements!($type: Add<Duration> + Sub<Duration>),
            implements!($type: Mul<i32>),
            implements!($type: Serialize + DeserializeOwned),
        ];
        format!("| {} | {} |", $name, marks.map(|has| if has { "yes" } else { "" }).join(" | "))
    }};
}

const TRAITS: &str =
    "| type | `Copy` | `Default` | `Eq`, `Hash` | `Ord` | `Display` | `FromStr` | `+`, `-` | `* 2` | serde |";

#[test]
fn tables_of_traits_are_those_of_the_types() {
    // One test, because both tables are in one file.
    assert_table(TRAITS, &traits());
    assert_table("| type | implements |", &conversions());
}

fn traits() -> Vec<String> {
    assert_eq!((Trade { tid: 1 }.tid, Status::Open as i64, Tid(1).0), (1, 0, 1));
    vec![
        row!("`DateTime`", DateTime),
        row!("`Millis`", Millis),
        row!("`Seconds`", Seconds),
        row!("`Price`", Price),
        row!("`Decimal`", Decimal),
        row!("`Value`", Value),
        row!("`Json<T>`, as `T`", Json<BTreeMap<String, i64>>),
        row!("`Fields<T>`", Fields<Trade>),
        row!("`File`", File),
        row!("`Params`", Params),
        row!("`Outcome`", Outcome),
        row!("`SessionKey`", SessionKey),
        row!("an enum of codes, with your derives", Status),
        row!("a newtype, with your derives", Tid),
    ]
}

/// Asserts that a type implements the traits, and returns their row.
macro_rules! conversions {
    ($type:ty: $($bound:path),+) => {{
        $({
            const fn assert<T: $bound>() {}
            assert::<$type>();
        })+
        let bounds = [$(format!("`{}`", stringify!($bound).replace('\n', " "))),+];
        format!("| `{}` | {} |", stringify!($type), bounds.join(", "))
    }};
}

fn conversions() -> Vec<String> {
    let rows = [
        conversions!(DateTime: From<SystemTime>, From<Millis>, From<Seconds>, TryFrom<&'static str>),
        conversions!(SystemTime: TryFrom<DateTime>),
        conversions!(Millis: From<DateTime>, From<SystemTime>, From<i64>),
        conversions!(Seconds: From<DateTime>, From<SystemTime>, From<i64>),
        conversions!(Price: From<Decimal>, TryFrom<&'static str>, TryFrom<String>, AsRef<str>),
        conversions!(Decimal: From<Price>, From<i64>, From<u128>, TryFrom<f64>, TryFrom<&'static str>, TryFrom<String>, AsRef<str>),
        conversions!(i64: TryFrom<&'static Decimal>, From<Millis>, From<Seconds>),
        conversions!(String: From<Price>, From<Decimal>),
        conversions!(Value: From<bool>, From<i64>, From<u64>, From<f64>, From<&'static str>, From<String>, From<Cow<'static, str>>, From<Decimal>, From<Price>, From<DateTime>, From<Millis>, From<Seconds>, From<Option<i64>>, From<Vec<i64>>, From<[i64; 2]>, From<BTreeMap<String, i64>>, From<serde_json::Value>, FromIterator<i64>, FromIterator<(String, Value)>, Index<&'static str>, Index<usize>),
        conversions!(serde_json::Value: From<Value>),
        conversions!(Params: From<[(&'static str, String); 2]>, FromIterator<(String, String)>, Extend<(String, String)>),
        conversions!(Fields<Trade>: FromIterator<String>),
    ];
    rows.map(|row| row.replace("&'static ", "&").replace("Cow<'static, str>", "Cow<str>")).to_vec()
}

/// Compares the table that starts with this line.
#[track_caller]
fn assert_table(head: &str, rows: &[String]) {
    const PAGE: &str = "docs/values.md";
    let page = read(PAGE);
    let start = page.find(head).expect("the head of the table");
    let rule_start = start + head.len() + 1;
    let rows_start = rule_start + page[rule_start..].find('\n').expect("the line below the head") + 1;
    let end = page[rows_start..].find("\n\n").map_or(page.len(), |end| rows_start + end + 1);
    let expected = rows.join("\n") + "\n";
    if env::var_os("BLESS").is_some() {
        fs::write(path(PAGE), [&page[..rows_start], &expected, &page[end..]].concat()).expect("a page");
    } else {
        assert_eq!(page[rows_start..end], expected, "{PAGE} differs; BLESS=1 rewrites the table");
    }
}
