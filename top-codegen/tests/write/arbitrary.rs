//! Strategies for arbitrary APIs: reserved names, all types, nested objects, arbitrary texts.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::sample::select;
use top_codegen::Api;
use top_codegen::model::{ErrorCode, Field, FieldType, HttpMethod, Limits, Protocol, Session};

const NAMES: &[&str] = &[
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "async",
    "match",
    "fn",
    "id",
    "Id",
    "ID",
    "i_d",
    "name",
    "nameList",
    "name_list",
    "NameList",
    "open_id",
    "openid",
    "openId",
    "a.b",
    "a_b",
    "a-b",
    "_t",
    "__t",
    "t_",
    "x",
    "1st",
    "2",
    "_",
    "success",
    "is_success",
    "code",
    "error_code",
    "message",
    "error_msg",
    "errors",
    "result",
    "data",
    "fields",
    "new",
    "status",
    "session",
    "request_id",
    "item_d_o_list",
    "union",
    "r",
    "名字",
    "a b",
    "",
];

const OBJECTS: &[&str] = &[
    "Result",
    "result",
    "RESULT",
    "Option",
    "String_",
    "Vec",
    "Box",
    "Error",
    "Value",
    "Price_",
    "File",
    "DateTime",
    "TopApi",
    "Some",
    "FooDTO",
    "FooDto",
    "Foo",
    "foo",
    "Foo_Bar",
    "fooBar",
    "T",
    "3D",
    "Self",
    "self",
    "Map_",
    "GetTest",
    "GetTestResponse",
    "Status",
    "StatusCode",
    "com.x.Foo",
    "Foo$Bar",
    "结果",
    "Item",
    "ItemList",
];

const SCALARS: &[&str] = &[
    "String",
    "Number",
    "Boolean",
    "Date",
    "Price",
    "Json",
    "byte",
    "byte[]",
    "BigDecimal",
    "Map",
    "HashMap",
    "",
    "null",
    "Object",
    "Field List",
    "Integer",
    "Text",
    "List",
];

const METHODS: &[&str] = &[
    "taobao.test.get",
    "alibaba.x.switch",
    "account.aliyuncs.com.CreateApp.2013-07-01",
    "a",
    "taobao.result",
    "taobao.self",
    "tmall.to.type",
    "x.y-z.w_q.get",
];

const PATHS: &[&str] = &["/order/get", "/orders/{id}/type", "/v1/2", "/{name}", "/self/crate", "/a.b/~c:d@e"];

const TOPICS: &[&str] = &["taobao_trade_TradeCreate", "a_self", "a_b_2", "tmall_x_TopMessage", "a__b_"];

const TEXTS: &[&str] = &[
    "",
    "状态",
    "1:开,2:关",
    "IMAGE:图片,VIDEO:视频",
    "0否1是",
    "a:甲,b:乙",
    "0：成功；1：失败",
    "A:甲,a:乙,AA:丙",
    "-1:无,1:有",
    "SELF:自己,OTHER:其他",
    "需要返回的字段列表",
    "List<String> [x] `y` *z* _w_ ~v~ http://a.b/c?d=e_f*",
    "# 标题",
    "    代码\n\t更多",
    "- 一\n1. 二\n> 三\n===\n---\n| a |\n[^1]: x\n```\ncode\n```",
    "<br/>a<p>b</p><script>c</script>&lt;T&gt;&nbsp;&amp;",
    "/* a */ // b \\ \" '",
    "\u{0}\u{1b}\u{202e}\u{200b}\u{feff}\u{e000}\u{a0}x",
    "https://[::1]/",
    "单位：元",
    "时间戳(毫秒)",
    "错误码",
    "错误信息",
];

const EXAMPLES: &[&str] = &[
    "",
    "1",
    "0",
    "-7",
    "12.5",
    "-0.5",
    "007",
    "1e5",
    "true",
    "false",
    "2025-11-17 00:00:00",
    "2025-02-30 00:00:00",
    "1563260220270",
    "1571121255",
    "IMAGE",
    "a,b",
    "text with \"quotes\" and \\",
    "`a``b`",
    "{}",
    "xxxxx",
    "\u{202e}\n\t",
    "9223372036854775808",
    "中文",
];

/// Returns a strategy for APIs.
pub(crate) fn api() -> impl Strategy<Value = Api> {
    let session = select(vec![Session::Required, Session::NotRequired, Session::Unknown]);
    let codes = vec((select(TEXTS), select(TEXTS), select(TEXTS)), 0..4);
    (endpoint(), select(TEXTS), select(TEXTS), session, vec(field(3), 0..7), vec(field(4), 0..7), codes)
        .prop_map(|((method, protocol), title, description, session, request, response, codes)| Api {
            title: title.to_owned(),
            description: description.to_owned(),
            session,
            request,
            response,
            error_codes: codes.into_iter().map(error_code).collect(),
            ..Api::new(method, protocol)
        })
}

/// Returns a strategy for names with their protocols.
fn endpoint() -> impl Strategy<Value = (&'static str, Protocol)> {
    let http = select(vec![HttpMethod::Get, HttpMethod::Post]);
    proptest::prop_oneof![
        4 => select(METHODS).prop_map(|method| (method, Protocol::Top)),
        1 => select(METHODS).prop_map(|method| (method, Protocol::IopSync)),
        2 => (select(PATHS), http).prop_map(|(path, http)| (path, Protocol::IopRest(http))),
        1 => select(TOPICS).prop_map(|topic| (topic, Protocol::Tmc)),
    ]
}

fn error_code((code, description, solution): (&str, &str, &str)) -> ErrorCode {
    ErrorCode { code: code.to_owned(), description: description.to_owned(), solution: solution.to_owned() }
}

/// Returns a strategy for fields with `depth` nested levels.
fn field(depth: u32) -> BoxedStrategy<Field> {
    let scalar = (select(SCALARS), Just(Vec::new())).boxed();
    let shape = if depth == 0 {
        scalar
    } else {
        let object = (select(OBJECTS), vec(field(depth - 1), 0..5));
        let odd = (select(SCALARS), vec(field(depth - 1), 0..2));
        proptest::prop_oneof![3 => scalar, 3 => object, 1 => odd].boxed()
    };
    let texts = (select(TEXTS), select(EXAMPLES), any::<bool>(), limits());
    let lists = select(&["", "", "", "[]", " []", "[][]"][..]);
    (select(NAMES), shape, lists, texts)
        .prop_map(|(name, (ty, fields), lists, (description, example, required, limits))| Field {
            name: name.to_owned(),
            ty: FieldType::parse(&format!("{ty}{lists}")),
            required,
            example: example.to_owned(),
            description: description.to_owned(),
            limits,
            fields,
            line: 1,
        })
        .boxed()
}

fn limits() -> impl Strategy<Value = Limits> {
    let count = || option::weighted(0.1, select(vec![0_u64, 1, 3, 500, u64::MAX]));
    let number = || option::weighted(0.1, select(vec![i64::MIN, -3, 0, 1, 20, i64::MAX]));
    (count(), count(), number(), number()).prop_map(|(max_len, max_items, min, max)| Limits {
        max_len,
        max_items,
        min,
        max,
    })
}
