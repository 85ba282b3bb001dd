//! Items and their categories.

use top_runtime::{DateTime, Price, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.item.get", response = GotItem)]
pub(crate) struct GetItem;

#[derive(Debug, TopValue)]
pub(crate) struct GotItem {
    pub(crate) item: Item,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.items.onsale.get", response = OnsaleItems)]
pub(crate) struct GetOnsaleItems;

#[derive(Debug, TopValue)]
pub(crate) struct OnsaleItems {
    pub(crate) total_results: i64,
    pub(crate) items: Vec<Item>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Item {
    pub(crate) num_iid: Option<i64>,
    pub(crate) cid: Option<i64>,
    pub(crate) title: Option<String>,
    pub(crate) nick: Option<String>,
    pub(crate) r#type: Option<String>,
    pub(crate) approve_status: Option<String>,
    pub(crate) num: Option<i64>,
    pub(crate) sold_quantity: Option<i64>,
    pub(crate) price: Option<Price>,
    pub(crate) post_fee: Option<Price>,
    pub(crate) ems_fee: Option<Price>,
    pub(crate) express_fee: Option<Price>,
    pub(crate) created: Option<DateTime>,
    pub(crate) modified: Option<DateTime>,
    pub(crate) list_time: Option<DateTime>,
    pub(crate) delist_time: Option<DateTime>,
    pub(crate) detail_url: Option<String>,
    pub(crate) pic_url: Option<String>,
    pub(crate) props: Option<String>,
    pub(crate) props_name: Option<String>,
    pub(crate) property_alias: Option<String>,
    pub(crate) input_pids: Option<String>,
    pub(crate) input_str: Option<String>,
    pub(crate) outer_id: Option<String>,
    pub(crate) seller_cids: Option<String>,
    pub(crate) freight_payer: Option<String>,
    /// A captured reply contains the text `null`, which is a text.
    pub(crate) template_id: Option<String>,
    pub(crate) auction_point: Option<i64>,
    pub(crate) postage_id: Option<i64>,
    pub(crate) sub_stock: Option<i64>,
    /// Boolean as the number 0 or 1.
    pub(crate) is_fenxiao: Option<i64>,
    pub(crate) is_timing: Option<bool>,
    pub(crate) is_virtual: Option<bool>,
    pub(crate) is_xinpin: Option<bool>,
    pub(crate) has_discount: Option<bool>,
    pub(crate) has_invoice: Option<bool>,
    pub(crate) has_showcase: Option<bool>,
    pub(crate) has_warranty: Option<bool>,
    pub(crate) violation: Option<bool>,
    pub(crate) item_imgs: Vec<ItemImg>,
    pub(crate) skus: Vec<Sku>,
}

#[derive(Debug, TopValue)]
pub(crate) struct ItemImg {
    pub(crate) id: i64,
    pub(crate) position: i64,
    pub(crate) url: String,
}

#[derive(Debug, TopValue)]
pub(crate) struct Sku {
    pub(crate) sku_id: i64,
    pub(crate) price: Price,
    pub(crate) quantity: i64,
    pub(crate) with_hold_quantity: Option<i64>,
    pub(crate) properties: Option<String>,
    pub(crate) properties_name: Option<String>,
    pub(crate) outer_id: Option<String>,
    pub(crate) created: Option<DateTime>,
    pub(crate) modified: Option<DateTime>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.itemcats.get", response = ItemCats)]
pub(crate) struct GetItemCats;

#[derive(Debug, TopValue)]
pub(crate) struct ItemCats {
    pub(crate) item_cats: Vec<ItemCat>,
}

#[derive(Debug, TopValue)]
pub(crate) struct ItemCat {
    pub(crate) cid: i64,
    pub(crate) parent_cid: i64,
    pub(crate) name: String,
    pub(crate) is_parent: bool,
    pub(crate) status: Option<String>,
    pub(crate) sort_order: Option<i64>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.itemcats.authorize.get", response = AuthorizedCats)]
pub(crate) struct GetAuthorizedCats;

#[derive(Debug, TopValue)]
pub(crate) struct AuthorizedCats {
    pub(crate) seller_authorize: SellerAuthorize,
}

#[derive(Debug, TopValue)]
pub(crate) struct SellerAuthorize {
    pub(crate) brands: Vec<Brand>,
    pub(crate) item_cats: Vec<ItemCat>,
    #[top(item = "item_cat")]
    pub(crate) xinpin_item_cats: Vec<ItemCat>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Brand {
    pub(crate) vid: i64,
    pub(crate) name: String,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.itemprops.get", response = ItemProps)]
pub(crate) struct GetItemProps;

#[derive(Debug, TopValue)]
pub(crate) struct ItemProps {
    pub(crate) item_props: Vec<ItemProp>,
}

#[derive(Debug, TopValue)]
pub(crate) struct ItemProp {
    pub(crate) pid: i64,
    pub(crate) name: String,
    pub(crate) multi: bool,
    pub(crate) must: bool,
    pub(crate) prop_values: Vec<PropValue>,
}

#[derive(Debug, TopValue)]
pub(crate) struct PropValue {
    pub(crate) vid: i64,
    pub(crate) name: String,
}
