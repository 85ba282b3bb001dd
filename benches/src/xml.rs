//! Budget: decoding an XML reply, compared with the serde deserialization of quick-xml.

use std::hint::black_box;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::decode::read;
use crate::harness::Functions;
use crate::replies::{Order, Trade, TradesSold, xml};

/// Measures bodies of 1 and 50 kB.
#[must_use]
pub fn measure() -> Vec<Budget> {
    [1, 50]
        .map(|size| {
            let text = xml(size << 10);
            let body = Bytes::from(text.clone());
            let theirs: Root = quick_xml::de::from_str(&text).expect("quick-xml reads it too");
            assert_eq!(theirs, Root::from(read(&body).into_inner()));
            let name = format!("decode XML, {} bytes", body.len());
            let benchmark = Functions::new(
                move || drop(black_box(read(black_box(&body)))),
                move || drop(black_box(quick_xml::de::from_str::<Root>(black_box(&text)))),
            );
            Budget::new(name, 1.5, benchmark)
        })
        .into()
}

/// [`TradesSold`] for serde with XML, where a list has a wrapper element.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Root {
    total_results: i64,
    has_next: bool,
    trades: Trades,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Trades {
    trade: Vec<XmlTrade>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Orders {
    order: Vec<XmlOrder>,
}

macro_rules! mirror {
    ($(
        #[from($from:ident)]
        struct $name:ident { $($field:ident: $type:ty,)* $(? $option:ident,)* }
    )*) => {$(
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct $name {
            $($field: $type,)*
            $(#[serde(skip_serializing_if = "Option::is_none")] $option: Option<String>,)*
        }

        impl From<$from> for $name {
            fn from(value: $from) -> Self {
                Self { $($field: value.$field.into(),)* $($option: value.$option,)* }
            }
        }
    )*};
}

mirror! {
    #[from(Trade)]
    struct XmlTrade {
        tid: i64, status: String, title: String, seller_nick: String, created: String, num: i64, price: String,
        payment: String, has_post_fee: bool, receiver_name: String, receiver_state: String,
        receiver_address: String, orders: Orders,
        ?buyer_nick, ?pay_time, ?consign_time, ?post_fee, ?receiver_mobile, ?buyer_message,
    }
    #[from(Order)]
    struct XmlOrder {
        oid: i64, num_iid: i64, title: String, pic_path: String, price: String, num: i64, status: String,
        ?sku_properties_name,
    }
}

impl From<Vec<Order>> for Orders {
    fn from(orders: Vec<Order>) -> Self {
        Self { order: orders.into_iter().map(Into::into).collect() }
    }
}

impl From<TradesSold> for Root {
    fn from(page: TradesSold) -> Self {
        let TradesSold { total_results, has_next, trades } = page;
        Self {
            total_results,
            has_next,
            trades: Trades { trade: trades.into_iter().map(Into::into).collect() },
        }
    }
}
