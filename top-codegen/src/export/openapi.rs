//! OpenAPI 3.1.

use serde_json::{Map, Value, json};

use super::{form, gateway, path};
use crate::Api;
use crate::model::{Protocol, Session};

pub(super) const BASE: &str = "#/components/schemas/";

/// Gateways of IOP, for documents that name none.
const IOP_GATEWAYS: [(&str, &str); 2] =
    [("AliExpress", "https://api-sg.aliexpress.com"), ("Alibaba.com", "https://open-api.alibaba.com")];

/// Exports APIs as one OpenAPI 3.1 document.
///
/// All methods of TOP share one URL, but OpenAPI needs a path for each. The paths therefore end in a
/// fragment, `/router/rest#METHOD`, which is never sent; methods of IOP have `/sync#METHOD`. An API
/// with a path has that path, its HTTP method and its path parameters, and the servers that its
/// document names. System parameters are in the query, as in the platform's own clients. The
/// parameters of the API are a form, with objects as JSON text. A reply is described as received
/// (of TOP with its root object and list wrappers), or as an error reply. Topics are left out.
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
    let mut parameters = gateway::parameters();
    for api in apis {
        match api.protocol {
            Protocol::Top => {
                let item = json!({"post": operation(api, &mut schemas)});
                paths.insert(format!("/router/rest#{}", api.method), item);
            }
            Protocol::IopSync => {
                let item = json!({"servers": servers(api, ""), "post": operation(api, &mut schemas)});
                paths.insert(format!("/sync#{}", api.method), item);
            }
            Protocol::IopRest(http) => {
                let item = paths
                    .entry(api.method.clone())
                    .or_insert_with(|| json!({"servers": servers(api, "/rest")}));
                item[http.as_str().to_ascii_lowercase()] = operation(api, &mut schemas);
            }
            Protocol::Tmc => {}
        }
    }
    schemas.insert(gateway::ERROR.to_owned(), gateway::error());
    if apis.iter().any(|api| matches!(api.protocol, Protocol::IopRest(_))) {
        schemas.insert(gateway::PATH_ERROR.to_owned(), gateway::path_error());
    }
    if apis.iter().any(|api| api.protocol.is_iop())
        && let (Some(all), Value::Object(more)) = (parameters.as_object_mut(), gateway::iop_parameters())
    {
        all.extend(more);
    }
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
            "parameters": parameters,
            "securitySchemes": gateway::security_schemes(),
        },
    })
}

fn operation(api: &Api, schemas: &mut Map<String, Value>) -> Value {
    let mut operation = json!({"operationId": operation_id(&api.method)});
    for (name, text) in [("summary", &api.title), ("description", &api.description)] {
        if !text.is_empty() {
            operation[name] = text.as_str().into();
        }
    }
    if !api.category.is_empty() {
        operation["tags"] = json!([api.category]);
    }
    operation["security"] = security(api);
    operation["parameters"] = parameters(api, schemas);
    let is_body = |field: &_| path::place(api, field) == path::Place::Body;
    if api.request.iter().any(is_body) {
        operation["requestBody"] = form::body(api, is_body, BASE, schemas);
    }
    let reply = gateway::reply(api, BASE, schemas);
    operation["responses"] = json!({"200": {
        "description": "the reply, or the error in its place",
        "content": {"application/json": {"schema": {"oneOf": [
            {"$ref": format!("{BASE}{reply}")},
            {"$ref": format!("{BASE}{}", error_schema(api.protocol))},
        ]}}},
    }});
    operation
}

/// Returns the id of an operation: the name with `_` between its words.
fn operation_id(method: &str) -> String {
    let words = method.split(['.', '-', '/', '{', '}']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

fn error_schema(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::IopRest(_) => gateway::PATH_ERROR,
        Protocol::Top | Protocol::IopSync | Protocol::Tmc => gateway::ERROR,
    }
}

/// Returns the servers of an API of IOP; `suffix` is the path below which they serve it.
fn servers(api: &Api, suffix: &str) -> Value {
    if api.gateways.is_empty() {
        let known = IOP_GATEWAYS.iter();
        return known
            .map(|(name, url)| json!({"url": format!("{url}{suffix}"), "description": name}))
            .collect();
    }
    let documented = api.gateways.iter();
    documented.map(|gateway| json!({"url": gateway.url, "description": gateway.name})).collect()
}

fn parameters(api: &Api, schemas: &mut Map<String, Value>) -> Value {
    let fixed = |name: &str, value: &str| json!({"name": name, "in": "query", "required": true, "schema": {"const": value}});
    let common = |name: &str| json!({"$ref": format!("#/components/parameters/{name}")});
    match api.protocol {
        Protocol::IopRest(_) => {
            let system = ["iop_timestamp", "iop_sign_method"].map(common);
            path::parameters(api, schemas).into_iter().chain(system).collect()
        }
        Protocol::IopSync => json!([
            fixed("method", &api.method),
            common("iop_timestamp"),
            common("iop_sign_method"),
            fixed("simplify", "true"),
        ]),
        Protocol::Top | Protocol::Tmc => {
            let system = ["timestamp", "v", "format", "sign_method"].map(common);
            std::iter::once(fixed("method", &api.method)).chain(system).collect()
        }
    }
}

/// Returns the security requirements; the session is optional if the document does not state it.
fn security(api: &Api) -> Value {
    let session = if matches!(api.protocol, Protocol::IopRest(_)) { "access_token" } else { "session" };
    let without = json!({"app_key": [], "sign": []});
    let with = json!({"app_key": [], "sign": [], (session): []});
    match api.session {
        Session::Required => json!([with]),
        Session::NotRequired => json!([without]),
        Session::Unknown => json!([without, with]),
    }
}
