//! Affiliate advertising (tbk, formerly taobaoke).

use top_runtime::{Decimal, Json, Millis, Price, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tbk.dg.material.optional", response = Materials)]
pub(crate) struct SearchMaterial;

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tbk.dg.optimus.material", response = Materials)]
pub(crate) struct GetOptimusMaterial;

#[derive(Debug, TopValue)]
pub(crate) struct Materials {
    pub(crate) total_results: Option<i64>,
    pub(crate) is_default: Option<bool>,
    #[top(item = "map_data")]
    pub(crate) result_list: Vec<Material>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Material {
    pub(crate) item_id: Option<i64>,
    pub(crate) num_iid: Option<i64>,
    pub(crate) x_id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) short_title: Option<String>,
    pub(crate) shop_title: Option<String>,
    pub(crate) item_description: Option<String>,
    pub(crate) nick: Option<String>,
    pub(crate) seller_id: Option<i64>,
    pub(crate) user_type: Option<i64>,
    pub(crate) provcity: Option<String>,
    pub(crate) shop_dsr: Option<i64>,
    pub(crate) volume: Option<i64>,
    pub(crate) category_id: Option<i64>,
    pub(crate) category_name: Option<String>,
    pub(crate) level_one_category_id: Option<i64>,
    pub(crate) level_one_category_name: Option<String>,
    pub(crate) small_images: Vec<String>,
    pub(crate) pict_url: Option<String>,
    pub(crate) white_image: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) click_url: Option<String>,
    pub(crate) item_url: Option<String>,
    pub(crate) zk_final_price: Option<Price>,
    pub(crate) reserve_price: Option<Price>,
    pub(crate) real_post_fee: Option<Price>,
    pub(crate) commission_rate: Option<String>,
    pub(crate) commission_type: Option<String>,
    pub(crate) tk_total_commi: Option<Price>,
    pub(crate) tk_total_sales: Option<i64>,
    pub(crate) coupon_id: Option<String>,
    pub(crate) coupon_info: Option<String>,
    pub(crate) coupon_amount: Option<Price>,
    pub(crate) coupon_start_fee: Option<Price>,
    /// A date on one page, milliseconds on another, so a text.
    pub(crate) coupon_start_time: Option<String>,
    pub(crate) coupon_end_time: Option<String>,
    pub(crate) coupon_total_count: Option<i64>,
    pub(crate) coupon_remain_count: Option<i64>,
    pub(crate) coupon_share_url: Option<String>,
    pub(crate) coupon_click_url: Option<String>,
    pub(crate) include_dxjh: Option<bool>,
    pub(crate) include_mkt: Option<bool>,
    pub(crate) info_dxjh: Option<Json<serde_json::Value>>,
    pub(crate) presale_deposit: Option<Price>,
    pub(crate) presale_start_time: Option<Millis>,
    pub(crate) presale_end_time: Option<Millis>,
    pub(crate) presale_tail_start_time: Option<Millis>,
    pub(crate) presale_tail_end_time: Option<Millis>,
    pub(crate) jdd_num: Option<i64>,
    pub(crate) jdd_price: Option<Price>,
    pub(crate) oetime: Option<String>,
    pub(crate) ostime: Option<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tbk.item.get", response = TbkItems)]
pub(crate) struct GetTbkItems;

#[derive(Debug, TopValue)]
pub(crate) struct TbkItems {
    pub(crate) total_results: i64,
    pub(crate) results: Vec<NTbkItem>,
}

#[derive(Debug, TopValue)]
pub(crate) struct NTbkItem {
    pub(crate) num_iid: i64,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tbk.tpwd.create", response = PasswordCreated)]
pub(crate) struct CreatePassword;

#[derive(Debug, TopValue)]
pub(crate) struct PasswordCreated {
    pub(crate) data: Option<Password>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Password {
    pub(crate) model: String,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tbk.privilege.get", response = Privilege)]
pub(crate) struct GetPrivilege;

#[derive(Debug, TopValue)]
pub(crate) struct Privilege {
    pub(crate) result: PrivilegeResult,
}

#[derive(Debug, TopValue)]
pub(crate) struct PrivilegeResult {
    pub(crate) data: Option<PrivilegeItem>,
}

#[derive(Debug, TopValue)]
pub(crate) struct PrivilegeItem {
    pub(crate) item_id: i64,
    pub(crate) category_id: Option<i64>,
    pub(crate) max_commission_rate: Option<Price>,
    pub(crate) coupon_click_url: Option<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.taobaoke.items.get", response = TaobaokeItems)]
pub(crate) struct GetTaobaokeItems;

#[derive(Debug, TopValue)]
pub(crate) struct TaobaokeItems {
    pub(crate) taobaoke_items: Vec<TaobaokeItem>,
}

#[derive(Debug, TopValue)]
pub(crate) struct TaobaokeItem {
    pub(crate) num_iid: i64,
    pub(crate) nick: Option<String>,
    pub(crate) price: Option<Price>,
    pub(crate) commission: Option<Price>,
    pub(crate) commission_rate: Option<Decimal>,
    pub(crate) commission_num: Option<i64>,
    pub(crate) commission_volume: Option<i64>,
    pub(crate) seller_credit_score: Option<i64>,
    pub(crate) item_location: Option<String>,
    pub(crate) click_url: Option<String>,
    pub(crate) pic_url: Option<String>,
}
