//! Where a reply tells by its examples whether the call worked, and what is said where it does not.

use top_codegen::{ModuleCode, Options, write};

use crate::build::{Said as _, api, field};

/// A reply of a code, a message and a result, in an object as `AliExpress` has it.
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
fn a_code_and_a_message_of_success_in_the_examples_are_the_outcome() {
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
fn where_the_examples_do_not_agree_nothing_is_marked_and_a_warning_says_so() {
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
        let said = written.warnings[0].message();
        assert!(said.contains("`resp_code`, `resp_msg` may, and none is marked"), "{said}");
        assert!(written.code.contains("// Mark the flag with"), "{}", written.code);
    }
}

#[test]
fn a_flag_or_a_description_decides_before_the_examples() {
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
