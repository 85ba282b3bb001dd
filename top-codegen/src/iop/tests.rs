use crate::model::{Api, FieldType, HttpMethod, Kind, Protocol};

use super::{Endpoint, complete, field_type, variable};

fn endpoint(name: &str, http: &str) -> (String, Protocol, usize) {
    let Endpoint { name, protocol, doubts } = Endpoint::read(name, http).expect("an endpoint");
    (name, protocol, doubts.len())
}

#[test]
fn a_name_with_a_slash_is_a_path_and_one_with_dots_a_method() {
    for (name, http, expected) in [
        ("/order/get", "get", ("/order/get", Protocol::IopRest(HttpMethod::Get), 0)),
        ("/order/get", "GET/POST", ("/order/get", Protocol::IopRest(HttpMethod::Post), 0)),
        ("/order/get", "", ("/order/get", Protocol::IopRest(HttpMethod::Post), 0)),
        (" order/get/ ", "Post", ("/order/get", Protocol::IopRest(HttpMethod::Post), 1)),
        ("/order/get", "HSF", ("/order/get", Protocol::IopRest(HttpMethod::Post), 1)),
        ("example.item.get", "", ("example.item.get", Protocol::IopSync, 0)),
    ] {
        let (found, protocol, doubts) = endpoint(name, http);
        assert_eq!((found.as_str(), protocol, doubts), expected, "{name} {http}");
    }
    for name in ["", "order", "/", "/a/../b", "a..b"] {
        assert!(Endpoint::read(name, "").is_err(), "{name}");
    }
}

#[test]
fn numbers_and_other_spellings_are_types() {
    for (number, spelled) in [
        ("1", "String"),
        (" 4 ", "Object"),
        ("9", "Object[]"),
        ("12", ""),
        ("number []", "Number[]"),
        ("array", "[]"),
        ("File", "byte[]"),
        ("Sku[]", "Sku[]"),
    ] {
        assert_eq!(field_type(number).spelled(), spelled);
    }
}

#[test]
fn variables_of_a_path_are_required_scalars() {
    let mut api = Api::new("/orders/{order_id}/{tag}", Protocol::IopRest(HttpMethod::Get));
    let mut tag = variable("tag", 3);
    tag.ty = FieldType::parse("String[]");
    tag.required = false;
    api.request.push(tag);
    let mut warnings = Vec::new();
    complete(&mut api, 1, &mut warnings);
    assert_eq!(warnings.len(), 2);
    let fields: Vec<_> = api.request.iter().map(|field| (field.name.as_str(), field.required)).collect();
    assert_eq!(fields, [("tag", true), ("order_id", true)]);
    assert!(api.request.iter().all(|field| *field.ty.kind() == Kind::Text && !field.ty.is_list()));
}

#[test]
fn files_are_posted() {
    let mut api = Api::new("/image/upload", Protocol::IopRest(HttpMethod::Get));
    let mut image = variable("image", 3);
    image.ty = FieldType::parse("byte[]");
    api.request.push(image);
    complete(&mut api, 1, &mut Vec::new());
    assert_eq!(api.protocol, Protocol::IopRest(HttpMethod::Post));
}
