//! Choice of the type for a `Number`: integer, decimal or timestamp.

use crate::model::Field;

use super::super::case::words;
use super::Base;

/// Last words of names of decimals.
const FRACTIONS: &[&str] = &[
    "coverage",
    "ctr",
    "cvr",
    "lat",
    "latitude",
    "lng",
    "lon",
    "longitude",
    "percent",
    "percentage",
    "proportion",
    "rate",
    "ratio",
    "roi",
    "yuan",
];

/// Words in descriptions of decimals.
const DECIMAL_PHRASES: &[&str] =
    &["小数", "浮点", "百分比", "经度", "纬度", "double", "Double", "float", "Float"];

/// Words in descriptions of integers that resemble decimals.
const INTEGER_PHRASES: &[&str] = &["不带小数", "无小数", "没有小数", "整数", "万分", "千分", "百分位"];

/// Integer units of money. If the description names one, `元` only occurs in an explanation.
const CENTS: &[&str] = &["分", "厘", "cent", "毫"];

/// `Decimal` also reads integers, so in doubt it is the safer choice for fractional quantities.
pub(super) fn of(field: &Field) -> Base {
    let example = field.example.trim();
    if let Some(moment) = moment(field, example) {
        return moment;
    }
    let is_whole = INTEGER_PHRASES.iter().any(|phrase| field.description.contains(phrase));
    if is_fraction(example)
        || (!is_whole && (has_fraction_name(&field.name) || says_fraction(&field.description)))
    {
        Base::Decimal
    } else {
        Base::Integer
    }
}

/// Returns `true` for a number with a fraction.
pub(in crate::write) fn is_fraction(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.split_once('.').is_some_and(|(whole, fraction)| digits(whole) && digits(fraction))
}

fn has_fraction_name(name: &str) -> bool {
    let last = words(name).last().map(|word| word.to_ascii_lowercase());
    last.is_some_and(|last| FRACTIONS.contains(&last.as_str()))
}

fn says_fraction(description: &str) -> bool {
    let phrase =
        DECIMAL_PHRASES.iter().any(|phrase| description.contains(phrase)) || ends_in_rate(description);
    let in_yuan =
        ["单位元", "单位：元", "单位:元", "单位为元", "单位是元", "（元）", "(元)", "人民币元", "精确到元"]
            .iter()
            .any(|phrase| description.contains(phrase));
    phrase || (in_yuan && !CENTS.iter().any(|cent| description.contains(cent)))
}

/// Returns `true` if a description names a rate, such as `点击率`. `频率` and `码率` are counted in
/// integers.
fn ends_in_rate(description: &str) -> bool {
    let name = description.trim_end_matches(['。', '.', ' ', '\n']);
    let is_rate = ["率", "比例", "占比"].iter().any(|rate| name.ends_with(rate));
    is_rate && !["频率", "码率", "采样率", "帧率", "分辨率"].iter().any(|unit| name.ends_with(unit))
}

/// Detects Unix timestamps in milliseconds or seconds, by the description or the example.
fn moment(field: &Field, example: &str) -> Option<Base> {
    let description = field.description.as_str();
    let is_time = description.contains("时间")
        || words(&field.name).last().is_some_and(|last| ["time", "timestamp"].contains(last));
    let is_span = ["时长", "间隔", "耗时", "跨度", "天数", "时间戳差", "多久"]
        .iter()
        .any(|phrase| description.contains(phrase));
    if !is_time || is_span {
        return None;
    }
    let is_count = |digits: usize| {
        example.len() == digits
            && example.starts_with(['1', '2'])
            && example.bytes().all(|byte| byte.is_ascii_digit())
    };
    let says_stamp = description.contains("时间戳") || description.contains("1970");
    if is_count(13) || (says_stamp && description.contains("毫秒") && example.is_empty()) {
        Some(Base::Millis)
    } else {
        is_count(10).then_some(Base::Seconds)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Field, FieldType, Limits};

    use super::super::Base;
    use super::of;

    fn number(name: &str, example: &str, description: &str) -> Base {
        of(&Field {
            name: name.to_owned(),
            ty: FieldType::parse("Number"),
            required: false,
            example: example.to_owned(),
            description: description.to_owned(),
            limits: Limits::default(),
            fields: Vec::new(),
            line: 0,
        })
    }

    #[test]
    fn decimal_is_detected_by_example_name_or_description() {
        for (name, example, description) in [
            ("score", "12.5", ""),
            ("commission_rate", "", ""),
            ("poiLatitude", "", ""),
            ("cost_in_yuan", "", "花费"),
            ("amount", "", "金额，单位：元"),
            ("ctr1", "", "点击率"),
        ] {
            assert_eq!(number(name, example, description), Base::Decimal, "{name}");
        }
    }

    #[test]
    fn ambiguous_number_is_an_integer() {
        for (name, example, description) in [
            ("amount", "100", "金额"),
            ("rate_id", "", "评价"),
            ("fee", "", "以分为单位，不带小数"),
            ("price", "", "单位:分。如:1203，表示:12元3分"),
            ("bit", "", "码率"),
            ("version", "1.2.3", ""),
            ("percent", "", "平均溢价率(万分位)"),
        ] {
            assert_eq!(number(name, example, description), Base::Integer, "{name}");
        }
    }

    #[test]
    fn timestamp_is_detected_by_its_example() {
        assert_eq!(number("happen_time", "1563260220270", "发生时间"), Base::Millis);
        assert_eq!(number("occur_time", "1571121255", "发生时间绝对秒数"), Base::Seconds);
        assert_eq!(number("create_time", "", "采摘时间（时间戳-毫秒）"), Base::Millis);
        assert_eq!(number("tid", "1563260220270", "订单号"), Base::Integer);
        assert_eq!(number("cost_time", "", "时长(毫秒)"), Base::Integer);
    }
}
