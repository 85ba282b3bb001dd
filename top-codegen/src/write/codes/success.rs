//! Detection of the code that means success.

use super::list;
use crate::model::{Field, Kind};

/// A code in an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::write) enum Literal {
    Integer(i64),
    Text(String),
}

/// Prefixes of labels of success: `成功返回`.
const SUCCESS: &[&str] = &[
    "成功",
    "调用成功",
    "请求成功",
    "处理成功",
    "操作成功",
    "查询成功",
    "执行成功",
    "接口调用成功",
    "success",
    "Success",
    "SUCCESS",
];

impl Literal {
    /// Returns the only code whose label means success.
    pub(in crate::write) fn of_success(field: &Field) -> Option<Self> {
        let entries = list::all(&field.description);
        let mut good = entries.iter().filter(|(_, label)| {
            let rest = SUCCESS.iter().find_map(|success| label.strip_prefix(success));
            rest.is_some_and(|rest| !rest.starts_with(['率', '数', '与', '或', '的', '标', '时', '失']))
        });
        let (Some((code, _)), None) = (good.next(), good.next()) else { return None };
        let is_denied =
            ["非", "不等于", "!=", "不为", "除"].iter().any(|denial| field.description.contains(denial));
        if is_denied {
            return None;
        }
        match field.ty.kind() {
            Kind::Number => code.parse().ok().map(Self::Integer),
            _ => Some(Self::Text(code.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Field, FieldType, Limits};

    use super::Literal;

    fn read(ty: &str, description: &str) -> Option<Literal> {
        Literal::of_success(&Field {
            name: "code".to_owned(),
            ty: FieldType::parse(ty),
            required: false,
            example: String::new(),
            description: description.to_owned(),
            limits: Limits::default(),
            fields: Vec::new(),
            line: 0,
        })
    }

    #[test]
    fn success_code_is_found_in_the_description() {
        for description in [
            "0:成功,1:失败",
            "错误码0-成功 7-茶叶售罄",
            "返回码，0表示成功，其他失败",
            "0成功",
            "code == 0为成功",
        ] {
            assert_eq!(read("Number", description), Some(Literal::Integer(0)), "{description}");
        }
        assert_eq!(read("String", "200：调用成功"), Some(Literal::Text("200".to_owned())));
    }

    #[test]
    fn ambiguous_description_has_no_success_code() {
        for description in ["返回码", "成功", "非0表示失败", "0:成功率", "0:成功,200:成功", "1-处理中"]
        {
            assert_eq!(read("Number", description), None, "{description}");
        }
    }
}
