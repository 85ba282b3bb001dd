//! Draws the wide structs. `cargo run -p top-benches --example draw_wide` writes them to
//! `benches/serde/src`.

use std::collections::BTreeSet;

use fastrand::Rng;

/// A wide struct to draw.
#[derive(Debug)]
pub struct Wide {
    /// Its name.
    pub name: &'static str,
    /// Members that come in the replies of the benchmark, with their types.
    pub present: &'static [(&'static str, &'static str)],
    /// Number of other members of each type.
    pub absent: &'static [(&'static str, usize)],
}

const TEXT: &str = "Option<String>";
const NUMBER: &str = "Option<i64>";
const FLAG: &str = "Option<bool>";
const TEXTS: &str = "Vec<String>";

/// The wide structs: 289 and 158 members, as `Trade` and `Order` of the platform have, most of them
/// texts.
pub const WIDE: [Wide; 2] = [
    Wide {
        name: "Trade",
        present: &[
            ("tid", NUMBER),
            ("status", TEXT),
            ("title", TEXT),
            ("seller_nick", TEXT),
            ("buyer_nick", TEXT),
            ("created", TEXT),
            ("pay_time", TEXT),
            ("consign_time", TEXT),
            ("num", NUMBER),
            ("price", TEXT),
            ("payment", TEXT),
            ("post_fee", TEXT),
            ("has_post_fee", FLAG),
            ("receiver_name", TEXT),
            ("receiver_state", TEXT),
            ("receiver_address", TEXT),
            ("receiver_mobile", TEXT),
            ("buyer_message", TEXT),
            ("orders", "Vec<super::Order>"),
        ],
        absent: &[(TEXT, 232), (NUMBER, 15), (FLAG, 15), (TEXTS, 8)],
    },
    Wide {
        name: "Order",
        present: &[
            ("oid", NUMBER),
            ("num_iid", NUMBER),
            ("title", TEXT),
            ("pic_path", TEXT),
            ("price", TEXT),
            ("num", NUMBER),
            ("status", TEXT),
            ("sku_properties_name", TEXT),
        ],
        absent: &[(TEXT, 120), (NUMBER, 16), (FLAG, 12), (TEXTS, 2)],
    },
];

const FIRST: [&str; 16] = [
    "buyer",
    "seller",
    "receiver",
    "logistics",
    "promotion",
    "invoice",
    "shipping",
    "platform",
    "service",
    "coupon",
    "assembly",
    "delivery",
    "store",
    "step",
    "trade",
    "est",
];

const LAST: [&str; 24] = [
    "id", "name", "fee", "time", "status", "type", "code", "flag", "memo", "area", "no", "source", "amount",
    "url", "tag", "level", "phone", "city", "weight", "channel", "rate", "point", "desc", "num",
];

impl Wide {
    /// Returns the source of the struct.
    #[must_use]
    pub fn source(&self) -> String {
        let mut random = Rng::with_seed(20_251_117);
        let mut names: BTreeSet<String> = self.present.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut members: Vec<(String, &str)> =
            self.present.iter().map(|(name, ty)| ((*name).to_owned(), *ty)).collect();
        for (ty, count) in self.absent {
            for _ in 0..*count {
                members.push((new_name(&mut random, &mut names), ty));
            }
        }
        random.shuffle(&mut members);
        let lines = members.iter().map(|(name, ty)| {
            let default = if ty.starts_with("Vec") { "#[serde(default)] " } else { "" };
            format!("    {default}{name}: {ty},")
        });
        let lines: Vec<_> = lines.collect();
        let head = format!("//! Drawn by `benches/src/wide/draw.rs`.\n\nwide! {{ {}:", self.name);
        format!("{head}\n{}\n}}\n", lines.join("\n"))
    }
}

/// Draws a name of two or three words that is not used yet.
fn new_name(random: &mut Rng, names: &mut BTreeSet<String>) -> String {
    loop {
        let (first, last) =
            (random.choice(FIRST).unwrap_or_default(), random.choice(LAST).unwrap_or_default());
        let name = match random.choice(LAST).filter(|_| random.bool()) {
            Some(middle) => format!("{first}_{middle}_{last}"),
            None => format!("{first}_{last}"),
        };
        if names.insert(name.clone()) {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WIDE;
    use crate::wide::{Order, Trade};

    #[test]
    fn structs_are_those_that_are_drawn() {
        let [trade, order] = WIDE.map(|wide| wide.source());
        assert_eq!(trade, include_str!("../../serde/src/trade.rs"));
        assert_eq!(order, include_str!("../../serde/src/order.rs"));
    }

    #[test]
    fn structs_are_as_large_as_those_of_the_platform() {
        assert_eq!((Trade::NAMES.len(), Order::NAMES.len()), (289, 158));
        // The platform's take 6,440 and 3,360 bytes.
        assert_eq!((size_of::<Trade>(), size_of::<Order>()), (6432, 3368));
    }
}
