//! Types of fields.

/// The type of a field: documented text and parsed kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldType {
    spelled: String,
    kind: Kind,
    depth: usize,
}

/// Kind of a type, without lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `String`, `Field List`, `Payload` (a document in XML or JSON) and other texts.
    Text,
    /// `Number`, `Long`, `Integer`: an integer, unless the example has a fraction.
    Number,
    /// `BigDecimal`, `Double`: a decimal number.
    Decimal,
    /// `Price`: an amount of yuan, as text with two decimals.
    Price,
    /// `Boolean`.
    Boolean,
    /// `Date`: `yyyy-MM-dd HH:mm:ss` in GMT+8.
    Date,
    /// `Json`: JSON text.
    Json,
    /// `byte`: a small whole number.
    Byte,
    /// `byte[]`: the bytes of a file.
    Bytes,
    /// `Map` and similar: an object with arbitrary member names.
    Map,
    /// A named object.
    Object(String),
    /// No type at all, or `Object`.
    Unknown,
}

impl FieldType {
    /// Parses a type: `String`, `AttachmentBaseVo []`, `byte[]`, `null[]`, or an empty text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let spelled: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        let mut base = spelled.as_str();
        let mut depth = 0;
        while let Some(inner) = base.strip_suffix("[]") {
            base = inner;
            depth += 1;
        }
        let kind = match Kind::of(base) {
            // The innermost brackets of `byte[]` denote the bytes of a file, not a list.
            Kind::Byte if depth > 0 => {
                depth -= 1;
                Kind::Bytes
            }
            kind => kind,
        };
        Self { spelled, kind, depth }
    }

    /// Returns the documented type without blanks: `AttachmentBaseVo[]`.
    #[must_use]
    pub fn spelled(&self) -> &str {
        &self.spelled
    }

    /// Returns the documented type without list brackets: `AttachmentBaseVo`, `byte[]`.
    #[must_use]
    pub fn element(&self) -> &str {
        &self.spelled[..self.spelled.len() - 2 * self.depth]
    }

    /// Returns the kind of the value, or of the list elements.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Returns the number of nested lists: 0 for a single value.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// `true` for a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.depth > 0
    }

    /// Returns the element name in the wrapper of a list: each capital becomes `_` and its
    /// lower-case letter, so `FooDTO` becomes `foo_d_t_o`.
    #[must_use]
    pub fn item_name(&self) -> String {
        let mut name = String::new();
        for char in self.element().chars() {
            if char.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(char.to_ascii_lowercase());
        }
        name
    }
}

impl Kind {
    fn of(base: &str) -> Self {
        match base {
            "String" | "string" | "Text" | "Payload" | "FieldList" => Self::Text,
            "Number" | "Long" | "long" | "Integer" | "int" | "Short" | "short" => Self::Number,
            "BigDecimal" | "Double" | "double" | "Float" | "float" => Self::Decimal,
            "Price" => Self::Price,
            "Boolean" | "boolean" | "bool" => Self::Boolean,
            "Date" => Self::Date,
            "Json" | "JSON" => Self::Json,
            "byte" | "Byte" => Self::Byte,
            "Map" | "HashMap" | "TreeMap" | "LinkedHashMap" => Self::Map,
            "" | "null" | "Object" | "List" | "ArrayList" | "Set" => Self::Unknown,
            name => Self::Object(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldType, Kind};

    #[test]
    fn brackets_count_with_or_without_a_blank() {
        for text in ["ResultItemDo []", "ResultItemDo[]"] {
            let ty = FieldType::parse(text);
            assert_eq!((ty.spelled(), ty.element(), ty.depth()), ("ResultItemDo[]", "ResultItemDo", 1));
            assert_eq!(ty.kind(), &Kind::Object("ResultItemDo".to_owned()));
        }
    }

    #[test]
    fn innermost_brackets_of_byte_denote_a_file() {
        let file = FieldType::parse("byte []");
        assert_eq!((file.kind(), file.is_list(), file.element()), (&Kind::Bytes, false, "byte[]"));
        let files = FieldType::parse("byte[][]");
        assert_eq!((files.kind(), files.depth(), files.element()), (&Kind::Bytes, 1, "byte[]"));
        assert_eq!(FieldType::parse("byte").kind(), &Kind::Byte);
    }

    #[test]
    fn element_name_splits_at_each_capital() {
        assert_eq!(FieldType::parse("LinkInfoDTO[]").item_name(), "link_info_d_t_o");
        assert_eq!(FieldType::parse("String[]").item_name(), "string");
    }

    #[test]
    fn missing_type_is_unknown() {
        assert_eq!(FieldType::parse(" ").kind(), &Kind::Unknown);
        assert_eq!(FieldType::parse("null[]").depth(), 1);
    }
}
