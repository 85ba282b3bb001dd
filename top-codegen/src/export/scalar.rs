//! Schemas of scalars.

use serde_json::{Value, json};

use super::Direction;
use crate::model::Kind;

/// Pattern of dates.
const DATE: &str = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$";

/// Returns the schema of a kind; undocumented objects accept any members.
pub(super) fn schema(kind: &Kind, direction: Direction) -> Value {
    match kind {
        Kind::Number => json!({"type": "integer", "format": "int64"}),
        // Replies contain both 0.5 and "0.5".
        Kind::Decimal if direction != Direction::Request => json!({"type": ["number", "string"]}),
        Kind::Decimal => json!({"type": "number"}),
        Kind::Price => json!({"type": "string", "format": "decimal"}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Date if direction == Direction::Request => json!({"type": "string", "pattern": DATE}),
        Kind::Text | Kind::Date => json!({"type": "string"}),
        Kind::Json => json!({"type": "string", "contentMediaType": "application/json"}),
        Kind::Byte => json!({"type": "integer", "minimum": -128, "maximum": 127}),
        Kind::Bytes => json!({"type": "string", "contentEncoding": "base64"}),
        Kind::Map | Kind::Object(_) => json!({"type": "object"}),
        Kind::Unknown => json!({}),
    }
}

/// Returns `true` if the values of a kind are text.
pub(super) fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Json)
}

/// Returns `true` if the values of a kind are numbers.
pub(super) fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Decimal | Kind::Byte)
}
