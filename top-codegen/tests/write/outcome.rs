//! Outcome detection by examples, and warnings if it is uncertain.

use top_codegen::{ModuleCode, Options, write};

use crate::build::{FieldExt as _, api, field};

/// Returns the code of an API whose reply has code, message and result in an object, like
/// `AliExpress`.
fn reply(code: (&str, &str, &str), message: (&str, &str)) -> ModuleCode {
    let members = vec![
        field("resp_code", code.0).example(code.1).about(code.2),
        field("resp_msg", "String").example(message.0).about(message.1),
        field("result", "Result").with(vec![field("id", "Number")]),
    ];
    let reply = vec![field("resp_result", "RespResult").with(members)];
    write(&api("aliexpress.goods.get", Vec::new(), reply), &Options::default())
}

#[test]
fn examples_of_success_mark_code_and_message() {
    for (ty, example, message, marker) in [
        ("Number", "200", "success", "success = 200"),
        ("Number", "0", "OK", "success = 0"),
        ("String", "200", "Success", "success = \"200\""),
        ("String", "SUCCESS", "成功", "success = \"SUCCESS\""),
        ("String", "0000", "操作成功", "success = \"0000\""),
        ("String", "ok", "Succeed!", ""),
    ] {
        let written = reply((ty, example, "响应码"), (message, "响应信息"));
        let marker = if marker.is_empty() { "success = \"ok\"" } else { marker };
        assert!(written.code.contains(marker), "{example} {message}\n{}", written.code);
        assert!(
            written.code.contains("error_message") && written.code.contains("#[top(outcome)]"),
            "{}",
            written.code
        );
        assert!(!written.outcome_is_uncertain && written.warnings.is_empty(), "{:?}", written.warnings);
    }
}

#[test]
fn contradictory_examples_give_a_warning_and_no_markers() {
    for (code, message) in [
        (("Number", "200", "响应码"), ("", "")),
        (("Number", "200", "响应码"), ("system error", "")),
        (("Number", "", "响应码"), ("success", "")),
        (("String", "E100", "响应码"), ("success", "")),
        (("Number", "500", "响应码"), ("success", "")),
        (("String", "200", "失败时返回的错误码"), ("success", "")),
    ] {
        let written = reply(code, message);
        assert!(
            !written.code.contains("    #[top(success") && written.outcome_is_uncertain,
            "{}",
            written.code
        );
        let message = written.warnings[0].message();
        assert!(message.contains("(candidates: `resp_code`, `resp_msg`)"), "{message}");
        assert!(written.code.contains("// TODO: the document does not state"), "{}", written.code);
    }
}

#[test]
fn flag_or_description_overrides_examples() {
    let members = |last| {
        vec![
            field("code", "Number").example("200").about("0:成功,1:失败"),
            field("msg", "String").example("success"),
            last,
        ]
    };
    let written = |last| {
        let reply = vec![field("result", "R").with(members(last))];
        write(&api("example.goods.get", Vec::new(), reply), &Options::default()).code
    };
    assert!(written(field("data", "String")).contains("success = 0"));
    let flagged = written(field("success", "Boolean"));
    assert!(flagged.contains("#[top(success)]") && flagged.contains("#[top(error_code)]"), "{flagged}");
}
