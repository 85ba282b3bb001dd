//! Lists of codes in descriptions: `1:开启,2:完结`, `IMAGE:图片,VIDEO:视频`, `0否1是`.
//!
//! The grammar is strict: at least two codes, one separator between codes and labels, nothing
//! similar to another code before or after the list, and the example, if any, is one of the codes.
//! Any other description leaves the field a text or number.

mod list;
mod success;
mod variants;

use crate::model::{Field, Kind};

use super::docs;

pub(super) use success::Literal;
pub(super) use variants::variants;

/// The codes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Codes {
    /// `true` for integers, `false` for texts.
    pub(super) integers: bool,
    /// In document order.
    pub(super) list: Vec<Code>,
    /// Text before the list: `客诉类型`.
    pub(super) subject: String,
}

/// A code and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) code: String,
    pub(super) label: String,
}

/// Words in descriptions of fields that contain more than one code.
const SEVERAL: &[&str] = &[
    "多选",
    "逗号",
    "分隔",
    "隔开",
    "分割",
    "组合",
    "拼接",
    "格式",
    "json",
    "JSON",
    "key",
    "位表示",
    "二进制",
    "相加",
    "之和",
];

impl Codes {
    /// Returns the codes of a description, if it is certainly a list of codes.
    pub(super) fn of(field: &Field) -> Option<Self> {
        let integers = match field.ty.kind() {
            Kind::Number => true,
            Kind::Text => false,
            _ => return None,
        };
        let several = SEVERAL.iter().any(|phrase| field.description.contains(phrase));
        if field.ty.depth() > 1 || several || field.description.contains(['{', '"']) {
            return None;
        }
        let (subject, codes) = list::read(&field.description)?;
        let is_number = |code: &Code| {
            code.code.strip_prefix('-').unwrap_or(&code.code).bytes().all(|b| b.is_ascii_digit())
        };
        // A code with a leading zero is a text.
        let is_plain =
            |code: &Code| code.code.parse::<i64>().is_ok_and(|number| number.to_string() == code.code);
        let fits = if integers {
            codes.iter().all(is_plain)
        } else {
            codes.iter().all(is_number) || is_certain_text(&codes, field)
        };
        let found = Self { integers, list: codes, subject };
        (fits && found.agrees(field)).then_some(found)
    }

    /// Returns `true` if the example is one of the codes, or a list of them.
    fn agrees(&self, field: &Field) -> bool {
        let example = field.example.trim();
        if example.is_empty() || docs::is_placeholder(example) || (self.integers && example == "0") {
            return true;
        }
        let known = |text: &str| self.list.iter().any(|code| code.code == text.trim());
        known(example) || (field.ty.is_list() && example.split(',').all(known))
    }
}

/// Returns `true` if letter codes are capitals, or the example is one of them. Otherwise they may
/// be names of something else.
fn is_certain_text(codes: &[Code], field: &Field) -> bool {
    let is_capital = |code: &Code| !code.code.bytes().any(|byte| byte.is_ascii_lowercase());
    let example = field.example.trim();
    (codes.iter().all(is_capital) && codes.iter().any(|code| code.code.len() > 1))
        || codes.iter().any(|code| code.code == example)
}

#[cfg(test)]
mod tests {
    use crate::model::{Field, FieldType, Limits};

    use super::Codes;

    fn read(ty: &str, example: &str, description: &str) -> Option<Vec<(String, String)>> {
        let field = Field {
            name: "status".to_owned(),
            ty: FieldType::parse(ty),
            required: false,
            example: example.to_owned(),
            description: description.to_owned(),
            limits: Limits::default(),
            fields: Vec::new(),
            line: 0,
        };
        let codes = Codes::of(&field)?;
        Some(codes.list.into_iter().map(|code| (code.code, code.label)).collect())
    }

    fn text(codes: Option<Vec<(String, String)>>) -> String {
        codes.map_or_else(
            || "-".to_owned(),
            |codes| codes.iter().map(|(code, label)| format!("{code}={label}")).collect::<Vec<_>>().join(" "),
        )
    }

    #[test]
    fn code_lists_are_read_in_all_notations() {
        for (ty, description, expected) in [
            ("Number", "工单操作类型,1:开启,2:完结", "1=开启 2=完结"),
            ("String", "附件类型(IMAGE:图片,VIDEO:视频,AUDIO:音频)", "IMAGE=图片 VIDEO=视频 AUDIO=音频"),
            ("String", "客诉类型 1-客诉 2-差评", "1=客诉 2=差评"),
            ("Number", "是否默认：0：否；1：是。", "0=否 1=是"),
            ("Number", "是否可用；0--否，1--是", "0=否 1=是"),
            ("Number", "0否1是", "0=否 1=是"),
            ("Number", "茶叶种类 1 绿茶；2红茶；3白茶", "1=绿茶 2=红茶 3=白茶"),
            ("Number", "平台 1表示安卓 2表示苹果", "1=安卓 2=苹果"),
            ("Number", "类型；1->机场,2->火车站,100->其他", "1=机场 2=火车站 100=其他"),
            ("Number", "浓度。0:清淡，-1:微甜，-2:极甜", "0=清淡 -1=微甜 -2=极甜"),
            (
                "Number",
                "订单状态：1-等待付款；2-等待接单；21-交易完成；",
                "1=等待付款 2=等待接单 21=交易完成",
            ),
            ("Number", "状态\n1：待审核\n2：审核通过", "1=待审核 2=审核通过"),
            ("Number", "优先级 1: high, 2: low", "1=high 2=low"),
            ("String", "单据类型 A:全部 AI:入库 AO:出库", "A=全部 AI=入库 AO=出库"),
            ("String", "类型（WAIT_PAY=待付款、CLOSED=已关闭）等", "WAIT_PAY=待付款 CLOSED=已关闭"),
        ] {
            assert_eq!(text(read(ty, "", description)), expected, "{description}");
        }
    }

    #[test]
    fn uncertain_lists_are_not_codes() {
        for (ty, description) in [
            ("Number", "价格1-100元,2-200元"),
            ("Number", "状态 1:开启"),
            ("Number", "每页条数,默认20,最大50"),
            ("Number", "支持3天内2次"),
            ("Number", "限制 1天2次"),
            ("String", "格式 name:姓名,age:年龄"),
            ("String", "1:开,2:关 可多选,用逗号分隔"),
            ("String", "开放时间 10:00-12:00"),
            ("String", "id:编号,name:名称"),
            ("Number", "1:开启,关闭状态,2:完结"),
            ("Number", "1.绿茶 10-红茶 20-茉莉花茶"),
            ("Number", "状态 1:开 1:关"),
            ("Boolean", "0:否,1:是"),
            ("Number", "2024-01-01 之后 1:开 2:关"),
            ("Number", "01:开,02:关"),
            ("Number", "A:甲,B:乙"),
            ("Number", "关系 1 and 2：or"),
            ("String", "时间 yyyy-MM-dd HH:mm:ss"),
        ] {
            assert_eq!(text(read(ty, "", description)), "-", "{description}");
        }
    }

    #[test]
    fn the_example_must_be_one_of_the_codes() {
        assert!(read("Number", "1", "1:开,2:关").is_some());
        assert!(read("String", "{}", "1:开,2:关").is_some());
        assert!(read("Number", "3", "1:开,2:关").is_none());
        assert!(read("String", "image", "image:图片,video:视频").is_some());
        assert!(read("String[]", "IMAGE,VIDEO", "IMAGE:图片,VIDEO:视频").is_some());
    }
}
