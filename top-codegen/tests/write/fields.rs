//! The parameter `fields` as a typed selection of reply members.

use top_codegen::model::Field;
use top_codegen::{Options, write};

use crate::build::{FieldExt as _, api, field};

fn trades() -> Field {
    let orders = field("orders", "Order[]").with(vec![field("oid", "Number")]);
    field("trades", "Trade[]").with(vec![field("tid", "Number"), field("status", "String"), orders])
}

fn code(fields: Field, reply: Vec<Field>) -> String {
    write(&api("taobao.trades.sold.get", vec![fields.required()], reply), &Options::default()).code
}

fn page(reply: Vec<Field>) -> Vec<Field> {
    let mut page = vec![field("total_results", "Number"), field("has_next", "Boolean")];
    page.extend(reply);
    page
}

#[test]
fn fields_parameter_selects_members_of_list_elements() {
    for (ty, example, about) in [
        ("Field List", "", ""),
        ("Field List", "tid,type,status,orders", "需要的"),
        ("String", "tid,status,orders.oid", "需要返回的字段列表"),
        ("String", "", "Fields: list of fields"),
        ("FieldList", "*", ""),
    ] {
        let code = code(field("fields", ty).example(example).about(about), page(vec![trades()]));
        assert!(code.contains("pub fields: Fields<Trade>"), "{ty} {example} {about}\n{code}");
    }
}

#[test]
fn example_decides_between_two_objects() {
    let shop = || field("shop", "Shop").with(vec![field("sid", "Number"), field("title", "String")]);
    let fields = |example| field("fields", "Field List").example(example);
    assert!(code(fields("tid,status"), page(vec![trades(), shop()])).contains("Fields<Trade>"));
    assert!(code(fields("sid,title"), page(vec![trades(), shop()])).contains("Fields<Shop>"));
    for example in ["", "id,name", "sid,tid"] {
        let code = code(fields(example), page(vec![trades(), shop()]));
        assert!(code.contains("pub fields: String"), "{example}\n{code}");
    }
}

#[test]
fn other_fields_parameters_stay_text() {
    let envelope =
        || field("result", "Result").with(vec![field("success", "Boolean"), field("data", "String")]);
    for (fields, reply) in [
        (field("fields", "String").about("附加信息"), page(vec![trades()])),
        (field("fields", "Field List").example("a,b,c"), page(vec![trades()])),
        (field("fields", "Field List").about("已废弃"), page(vec![trades()])),
        (field("fields", "Field List"), page(vec![envelope()])),
        (field("fields", "Field List"), page(Vec::new())),
        (field("field", "Field List"), page(vec![trades()])),
    ] {
        let printed = format!("{fields:?}");
        let code = code(fields, reply);
        assert!(code.contains(": String"), "{printed}\n{code}");
    }
}
