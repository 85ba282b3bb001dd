//! `topctl schema`.

use serde_json::{Value, json};

use crate::folder::Folder;

fn schema(file: &str) -> Value {
    serde_json::from_str(&Folder::new().run(&["schema", file]).done()).unwrap()
}

#[test]
fn schema_of_a_definition_has_limits_and_no_session() {
    assert_eq!(
        schema("stock.json"),
        json!({
            "method": "example.stock.get",
            "root": "example_stock_get_response",
            "session": false,
            "request": [
                {"name": "sku", "type": "String", "list": false, "required": true, "description": "商品编码",
                 "limits": {"max_len": 32}},
                {"name": "warehouses", "type": "String[]", "list": true, "required": false, "wrapper": "string",
                 "description": "只查这些仓库", "limits": {"max_items": 20}},
            ],
            "response": [
                {"name": "stocks", "type": "StockDTO[]", "list": true, "required": false, "wrapper": "stock_d_t_o",
                 "description": "各仓库的库存", "fields": [
                    {"name": "warehouse", "type": "String", "list": false, "required": false, "description": "仓库"},
                    {"name": "quantity", "type": "Number", "list": false, "required": false, "description": "件数"},
                ]},
            ],
        })
    );
}

#[test]
fn schema_of_a_page_has_session_examples_and_nesting() {
    let schema = schema("page.txt");
    assert_eq!(
        (&schema["session"], &schema["root"]),
        (&json!(true), &json!("example_ticket_create_response"))
    );
    let items = &schema["request"][0]["fields"][3];
    assert_eq!((&items["name"], &items["wrapper"]), (&json!("items"), &json!("ticket_item")));
    assert_eq!(
        (&items["fields"][0]["name"], &items["fields"][0]["example"]),
        (&json!("sku"), &json!("CUP-01"))
    );
}
