//! The rules for names match those of the derives; otherwise the generated code would not compile.

use top_codegen::model::{
    MAX_NAME_LEN, PATH_SYSTEM_PARAMS, SYSTEM_PARAMS, method_name_error, path_error, topic_name_error,
    wire_name_error,
};
use top_codegen::{Options, read, write};

use crate::build::{FieldExt as _, api, field};

/// The rules of the derives, from their source.
#[allow(dead_code, unreachable_pub)]
#[path = "../../../top-macros/src/names.rs"]
mod derives;

fn names() -> Vec<String> {
    let mut names: Vec<String> = (0..=u8::MAX).map(|byte| format!("a{}", char::from(byte))).collect();
    names.extend(
        ["", "a", "A.b", "a..b", ".a", "a.", "1", "_", "中文", "a b", "$a", "a-b"].map(str::to_owned),
    );
    names.extend([1, 126, 127, 128, 129, 1_000].map(|length| "x".repeat(length)));
    names
}

#[test]
fn derives_reject_the_same_names() {
    for name in names() {
        assert_eq!(wire_name_error(&name).is_some(), derives::wire_fault(&name).is_some(), "{name:?}");
        assert_eq!(method_name_error(&name).is_some(), derives::method_fault(&name).is_some(), "{name:?}");
    }
    assert_eq!(SYSTEM_PARAMS, derives::SYSTEM_PARAMS);
    assert_eq!(PATH_SYSTEM_PARAMS, derives::PATH_SYSTEM_PARAMS);
}

#[test]
fn derives_accept_every_accepted_path_and_topic() {
    for name in names() {
        for path in [name.clone(), format!("/{name}"), format!("/a/{name}/b"), format!("/a/{{{name}}}")] {
            assert_eq!(path_error(&path).is_some(), derives::path_fault(&path).is_some(), "{path:?}");
        }
        for topic in [name.clone(), format!("a_{name}")] {
            assert!(
                topic_name_error(&topic).is_some() || derives::topic_fault(&topic).is_none(),
                "{topic:?}"
            );
        }
    }
}

#[test]
fn too_long_names_are_rejected_in_documents_and_dropped_from_models() {
    for (length, fits) in [(MAX_NAME_LEN, true), (MAX_NAME_LEN + 1, false), (70_000, false)] {
        let name = "x".repeat(length);
        let definition = format!(
            "{{\"name\": \"a.b\", \"requestParams\": [{{\"name\": \"{name}\", \"type\": \"String\"}}]}}"
        );
        let found = read("long.json", definition.as_bytes());
        assert_eq!(found.is_ok(), fits, "{length}");
        let message = found.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(fits || (message.contains("of 127 at most") && message.len() < 300), "{message}");
        let page = format!(
            "a.b (甲)\n请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n{name} String 必须 1 说明\n响应参数\n名称 类型 示例值 描述\n\
             请求示例\nclient.execute(req);\n响应示例\n<a_b_response></a_b_response>"
        );
        assert_eq!(read("long.txt", page.as_bytes()).is_ok(), fits, "{length}");
        let written =
            write(&api("a.b", vec![field(&name, "String").required()], Vec::new()), &Options::default());
        assert_eq!(written.code.contains("pub xx"), fits);
        assert_eq!(written.warnings.is_empty(), fits, "{:?}", written.warnings);
    }
}

#[test]
fn too_long_element_names_are_omitted() {
    let ty = format!("{}[]", "Ab".repeat(60));
    let reply = vec![field("list", &ty).with(vec![field("a", "String")])];
    let code = write(&api("a.b", Vec::new(), reply), &Options::default()).code;
    assert!(!code.contains("item ="), "{code}");
}
