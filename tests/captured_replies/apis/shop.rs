//! Sellers, shops and logistics companies.

use top_runtime::{DateTime, Decimal, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.user.get", response = GotUser)]
pub(crate) struct GetUser;

#[derive(Default, TopApi)]
#[top_api(method = "taobao.user.seller.get", response = GotUser)]
pub(crate) struct GetSeller;

#[derive(Debug, TopValue)]
pub(crate) struct GotUser {
    pub(crate) user: User,
}

#[derive(Debug, TopValue)]
pub(crate) struct User {
    pub(crate) user_id: i64,
    pub(crate) nick: String,
    pub(crate) r#type: Option<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.shop.get", response = GotShop)]
pub(crate) struct GetShop;

#[derive(Debug, TopValue)]
pub(crate) struct GotShop {
    pub(crate) shop: Shop,
}

#[derive(Debug, TopValue)]
pub(crate) struct Shop {
    pub(crate) sid: i64,
    pub(crate) cid: i64,
    pub(crate) nick: String,
    pub(crate) title: String,
    pub(crate) pic_path: Option<String>,
    pub(crate) created: Option<DateTime>,
    pub(crate) modified: Option<DateTime>,
    pub(crate) shop_score: Option<ShopScore>,
}

#[derive(Debug, TopValue)]
pub(crate) struct ShopScore {
    pub(crate) item_score: Decimal,
    pub(crate) service_score: Decimal,
    pub(crate) delivery_score: Decimal,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.logistics.companies.get", response = Companies)]
pub(crate) struct GetCompanies;

#[derive(Debug, TopValue)]
pub(crate) struct Companies {
    pub(crate) logistics_companies: Vec<LogisticsCompany>,
}

#[derive(Debug, TopValue)]
pub(crate) struct LogisticsCompany {
    pub(crate) code: String,
    pub(crate) name: String,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.logistics.encryptedid.get", response = EncryptedId)]
pub(crate) struct GetEncryptedId;

#[derive(Debug, TopValue)]
pub(crate) struct EncryptedId {
    pub(crate) encrypted_id: String,
}
