//! Values for the generated test: documented examples if they fit the type, otherwise defaults.

mod expression;

pub(super) use expression::Expression;

use super::case::ident;
use super::codes::Literal as Code;
use super::docs;
use super::limits;
use super::literal::integer_literal;
use super::module::{Member, Module, Struct};
use super::object_types::{ObjectId, REQUEST, RESPONSE};
use super::outcome_markers::Marker;
use super::types::{Base, is_fraction};
use crate::model::Protocol;

/// Builds the values of one test.
pub(super) struct Sample<'a> {
    module: &'a Module,
    /// Number of fields still to be set; at 0, optional fields are omitted.
    left: usize,
    /// Enclosing structs of the current value.
    around: Vec<ObjectId>,
}

impl<'a> Sample<'a> {
    pub(super) fn new(module: &'a Module, fields: usize) -> Self {
        Self { module, left: fields, around: Vec::new() }
    }

    /// Returns a value of a struct.
    pub(super) fn object(&mut self, id: ObjectId) -> Expression {
        let shown: &Struct = &self.module.structs[id];
        self.around.push(id);
        let mut members = Vec::with_capacity(shown.members.len());
        let mut is_whole = true;
        for member in &shown.members {
            let is_filled = self.is_filled(member);
            if is_filled || id == REQUEST {
                members.push((ident(&member.name).to_string(), self.member(member, is_filled)));
            } else {
                is_whole = false;
            }
        }
        self.around.pop();
        Expression::Object { name: shown.name.clone(), members, is_whole }
    }

    /// Returns `true` if the member is required, or fields are left.
    fn is_filled(&mut self, member: &Member) -> bool {
        let ends = matches!(member.base, Base::Object(id) if self.around.contains(&id));
        let must = !member.wrapping.optional && (member.wrapping.lists == 0 || member.wrapping.required);
        let may = !ends && self.left > 0;
        self.left -= usize::from(may && self.left > 0);
        must || may
    }

    fn member(&mut self, member: &Member, is_filled: bool) -> Expression {
        let wrapping = member.wrapping;
        if !is_filled {
            return Expression::plain(if wrapping.optional { "None" } else { "Vec::new()" });
        }
        let mut value = self.value(member);
        if wrapping.boxed {
            value = value.inside("Box::new(", ")");
        }
        for _ in 0..wrapping.lists {
            value = value.inside("vec![", "]");
        }
        if wrapping.json {
            value = value.inside("Json(", ")");
        }
        if wrapping.optional { value.inside("Some(", ")") } else { value }
    }

    fn value(&mut self, member: &Member) -> Expression {
        if let Base::Object(id) = member.base {
            return self.object(id);
        }
        // The `code` of a path's reply is that of the protocol, and 0 means success.
        let is_code = self.around == [RESPONSE] && member.field.name == "code";
        let example = match self.module.protocol {
            Protocol::IopRest(_) if is_code => "0".to_owned(),
            _ => docs::one_line(&member.field.example),
        };
        Expression::plain(match &member.marker {
            Some(Marker::SuccessIs(good)) => self.success(member, good),
            marker => self.scalar(member, &example, *marker == Some(Marker::Success)),
        })
    }

    fn scalar(&self, member: &Member, example: &str, is_flag: bool) -> String {
        match &member.base {
            Base::Text => format!("{:?}.to_owned()", text(member, example)),
            Base::Integer => integer(member, example),
            Base::Small => integer_literal(example.parse::<i8>().map_or(1, i64::from)),
            Base::Decimal => {
                let is_whole = example.parse::<i64>().is_ok_and(|number| number.to_string() == example);
                let digits = if is_decimal(example) || is_whole { example } else { "12.5" };
                format!("{digits:?}.parse()?")
            }
            Base::Price => format!("{:?}.parse()?", if is_decimal(example) { example } else { "12.50" }),
            Base::Boolean => (is_flag || example != "false").to_string(),
            Base::DateTime => {
                format!("{:?}.parse()?", if is_time(example) { example } else { "2025-11-17 12:30:00" })
            }
            Base::Millis => {
                format!("Millis({})", integer_literal(example.parse().unwrap_or(1_763_353_800_000)))
            }
            Base::Seconds => {
                format!("Seconds({})", integer_literal(example.parse().unwrap_or(1_763_353_800)))
            }
            Base::File => format!("File::new(\"sample.txt\", {:?})", cut("sample", member)),
            Base::Value | Base::Object(_) => "Value::from(\"text\")".to_owned(),
            Base::Map => "BTreeMap::from([(\"key\".to_owned(), Value::from(\"text\"))])".to_owned(),
            Base::Fields(_) => "Fields::all()".to_owned(),
            Base::Coded(at) => self.coded(*at, example),
        }
    }

    /// Returns the code of the example, or the first one.
    fn coded(&self, at: usize, example: &str) -> String {
        let coded = &self.module.enums[at];
        let listed = coded.codes.list.iter().position(|code| code.code == example).unwrap_or_default();
        format!("{}::{}", coded.name, coded.variants[listed])
    }

    /// Returns the value that means success.
    fn success(&self, member: &Member, good: &Code) -> String {
        match (&member.base, good) {
            (Base::Coded(at), Code::Integer(code)) => self.coded(*at, &code.to_string()),
            (Base::Coded(at), Code::Text(code)) => self.coded(*at, code),
            (_, Code::Integer(code)) => integer_literal(*code),
            (_, Code::Text(code)) => format!("{code:?}.to_owned()"),
        }
    }
}

/// Returns a text within the limits. Elements of a list contain no commas, because lists are sent
/// comma-separated.
fn text(member: &Member, example: &str) -> String {
    // Long examples make the test hard to read.
    const MAX_EXAMPLE_LEN: usize = 60;
    let is_one = member.wrapping.lists == 0 || !example.contains(',');
    let is_fit = example.chars().count() <= MAX_EXAMPLE_LEN && cut(example, member) == example;
    if docs::is_placeholder(example) || !is_one || !is_fit { cut("text", member) } else { example.to_owned() }
}

/// Cuts a text to its limit.
fn cut(text: &str, member: &Member) -> String {
    let max = member.field.limits.max_len.filter(|max| *max > 0).and_then(|max| usize::try_from(max).ok());
    let mut units = 0;
    let fits = |char: &char| {
        units += char.len_utf16();
        max.is_none_or(|max| units <= max)
    };
    text.chars().take_while(fits).collect()
}

fn integer(member: &Member, example: &str) -> String {
    let (min, max) = limits::range(&member.field.limits).unwrap_or((i64::MIN, i64::MAX));
    let value = example.parse().unwrap_or(1);
    integer_literal(if (min..=max).contains(&value) { value } else { min.max(max.min(1)) })
}

/// Returns `true` for a decimal number without leading zeros.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    is_fraction(text) && (unsigned.starts_with("0.") || !unsigned.starts_with('0'))
}

/// Returns `true` for a date in the platform's format.
fn is_time(text: &str) -> bool {
    let is_form = text.len() == 19
        && text
            .bytes()
            .zip("0000-00-00 00:00:00".bytes())
            .all(|(byte, form)| if form == b'0' { byte.is_ascii_digit() } else { byte == form });
    let part = |at: usize| text.get(at..at + 2).and_then(|part| part.parse::<u32>().ok()).unwrap_or(99);
    is_form
        && &text[..4] != "0000"
        && (1..=12).contains(&part(5))
        && (1..=28).contains(&part(8))
        && part(11) < 24
        && part(14) < 60
        && part(17) < 60
}
