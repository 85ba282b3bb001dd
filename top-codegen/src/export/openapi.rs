//! OpenAPI 3.1.

use serde_json::{Map, Value, json};

use super::{form, gateway};
use crate::Api;
use crate::model::Session;

const BASE: &str = "#/components/schemas/";

/// Exports APIs as one OpenAPI 3.1 document.
///
/// All APIs share one URL, but OpenAPI needs a path for each. The paths therefore end in a
/// fragment, `/router/rest#METHOD`, which is never sent. System parameters are in the query, as in
/// the platform's own clients. The parameters of the API are a form, with objects as JSON text. A
/// reply is described as received (with its root object and list wrappers), or as an error reply.
///
/// ```
/// let page = br#"{"name": "example.stock.get", "requestParams": [{"name": "sku", "type": "String"}]}"#;
/// let api = top_codegen::read("stock.json", page)?.api;
/// let document = top_codegen::export::openapi(&[api]);
/// assert!(document["paths"]["/router/rest#example.stock.get"]["post"].is_object());
/// # Ok::<(), top_codegen::FileDiagnostic>(())
/// ```
#[must_use]
pub fn openapi(apis: &[Api]) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for api in apis {
        paths.insert(format!("/router/rest#{}", api.method), json!({"post": operation(api, &mut schemas)}));
    }
    schemas.insert(gateway::ERROR.to_owned(), gateway::error());
    json!({
        "openapi": "3.1.0",
        "info": {"title": gateway::title(apis), "version": "2.0"},
        "servers": [
            {"url": "https://gw.api.taobao.com", "description": "China"},
            {"url": "https://api.taobao.com", "description": "overseas"},
        ],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": gateway::parameters(),
            "securitySchemes": gateway::security_schemes(),
        },
    })
}

fn operation(api: &Api, schemas: &mut Map<String, Value>) -> Value {
    let mut operation = json!({"operationId": api.method.replace(['.', '-'], "_")});
    for (name, text) in [("summary", &api.title), ("description", &api.description)] {
        if !text.is_empty() {
            operation[name] = text.as_str().into();
        }
    }
    if !api.category.is_empty() {
        operation["tags"] = json!([api.category]);
    }
    operation["security"] = security(api.session);
    operation["parameters"] = parameters(api);
    if !api.request.is_empty() {
        operation["requestBody"] = form::body(api, BASE, schemas);
    }
    let reply = gateway::reply(api, BASE, schemas);
    operation["responses"] = json!({"200": {
        "description": "the reply, or the error in its place",
        "content": {"application/json": {"schema": {"oneOf": [
            {"$ref": format!("{BASE}{reply}")},
            {"$ref": format!("{BASE}{}", gateway::ERROR)},
        ]}}},
    }});
    operation
}

fn parameters(api: &Api) -> Value {
    let method = json!({"name": "method", "in": "query", "required": true, "schema": {"const": api.method}});
    let common = ["timestamp", "v", "format", "sign_method"]
        .map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    std::iter::once(method).chain(common).collect()
}

/// Returns the security requirements; the session is optional if the document does not state it.
fn security(session: Session) -> Value {
    let without = json!({"app_key": [], "sign": []});
    let with = json!({"app_key": [], "sign": [], "session": []});
    match session {
        Session::Required => json!([with]),
        Session::NotRequired => json!([without]),
        Session::Unknown => json!([without, with]),
    }
}
