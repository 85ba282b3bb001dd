//! Expected schemas and differences to them.

use serde_json::{Value, json};
use top_codegen::Api;
use top_codegen::model::{Field, FieldType, Session};

/// Returns the differences between an API and a schema. `required` is compared for requests only,
/// because pages do not state it for replies.
pub(crate) fn differences(schema: &Value, api: &Api) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |what: &str, expected: String, read: String| {
        if expected != read {
            found.push(format!("{what}: expected {expected}, read {read}"));
        }
    };
    same("method", text(schema, "method"), api.method.clone());
    same("root", text(schema, "root"), api.root().unwrap_or_default());
    if let Some(session) = schema["session"].as_bool() {
        let expected = if session { Session::Required } else { Session::NotRequired };
        same("session", format!("{expected:?}"), format!("{:?}", api.session));
    }
    compare(&members(&schema["request"]), &api.request, "request", true, &mut found);
    compare(&members(&schema["response"]), &api.response, "response", false, &mut found);
    found
}

fn compare(expected: &[&Value], read: &[Field], path: &str, required: bool, found: &mut Vec<String>) {
    let names: Vec<String> = expected.iter().map(|member| text(member, "name")).collect();
    let read_names: Vec<&str> = read.iter().map(|field| field.name.as_str()).collect();
    if names != read_names {
        let at = names.iter().zip(&read_names).position(|(one, other)| one != other);
        let at = at.unwrap_or(names.len().min(read_names.len()));
        found.push(format!("{path}: expected {:?}, read {:?} at {at}", names.get(at), read_names.get(at)));
        return;
    }
    for (member, field) in expected.iter().zip(read) {
        let path = format!("{path}/{}", field.name);
        let list = member["list"].as_bool().unwrap_or_default();
        let wrapper = if list { text(member, "wrapper") } else { String::new() };
        let expected = (text(member, "type"), list, wrapper, required && member["required"] == true);
        let item = if field.ty.is_list() { field.ty.item_name() } else { String::new() };
        let read = (field.ty.spelled().to_owned(), field.ty.is_list(), item, required && field.required);
        if expected != read {
            found.push(format!("{path}: expected {expected:?}, read {read:?}"));
        }
        compare(&members(&member["fields"]), &field.fields, &path, required, found);
    }
}

fn members(value: &Value) -> Vec<&Value> {
    value.as_array().map(|members| members.iter().collect()).unwrap_or_default()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// Returns the expected schema of a page printed from a definition.
pub(crate) fn schema(definition: &Value) -> Value {
    let method = text(definition, "name");
    let plain = method.strip_prefix("taobao.").unwrap_or(&method);
    json!({
        "method": method,
        "root": format!("{}_response", plain.replace('.', "_")),
        "request": schema_members(&definition["requestParams"]),
        "response": schema_members(&definition["responseParams"]),
    })
}

fn schema_members(value: &Value) -> Vec<Value> {
    let member = |member: &&Value| {
        let ty: String = text(member, "type").split_whitespace().collect();
        let list = ty.ends_with("[]") && ty != "byte[]";
        let mut schema = json!({
            "name": member["name"],
            "type": ty,
            "list": list,
            "required": member["required"] == true,
            "fields": schema_members(&member["subParams"]),
        });
        if list {
            schema["wrapper"] = json!(FieldType::parse(&ty).item_name());
        }
        schema
    };
    members(value).iter().map(member).collect()
}
