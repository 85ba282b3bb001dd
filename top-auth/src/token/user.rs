//! The user who granted a token.

use serde::{Deserialize, Serialize};

/// The user who granted a token, as far as the platform tells. Empty texts are `None`.
///
/// With serde, for stores: an object of the fields. Missing fields are empty, unknown ones ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TokenUser {
    /// Numeric id: `taobao_user_id`, `user_id`.
    pub id: Option<String>,
    /// Name, percent-decoded: `taobao_user_nick`, `user_nick`.
    pub nick: Option<String>,
    /// Numeric id of a sub-account: `sub_taobao_user_id`.
    pub sub_id: Option<String>,
    /// Name of a sub-account, percent-decoded: `sub_taobao_user_nick`.
    pub sub_nick: Option<String>,
    /// Id that is unique per app: `open_uid`, else `taobao_open_uid`.
    pub open_uid: Option<String>,
    /// Id of the shop on the platforms outside of mainland China: `seller_id`.
    pub seller_id: Option<String>,
    /// Login name, often an e-mail address: `account`.
    pub account: Option<String>,
    /// Id of the account: `account_id`.
    pub account_id: Option<String>,
    /// Kind of the account, such as `seller_center`: `account_platform`.
    pub account_platform: Option<String>,
    /// Id of the account in Alibaba's common account system: `havana_id`.
    pub havana_id: Option<String>,
    /// Business of the account, such as `ae` for AliExpress: `sp`.
    pub sp: Option<String>,
    /// Country of the shop, `cb` for sellers across borders: `country`.
    pub country: Option<String>,
    /// Language and country of the user, such as `zh_CN`: `locale`.
    pub locale: Option<String>,
    /// Shops of the account by country: `country_user_info` of Lazada, `user_info` of Daraz. The
    /// session is valid for each of them, at the gateway of its country.
    pub shops: Vec<Shop>,
}

/// A shop of an account that has one per country.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Shop {
    /// Country, such as `sg`: `country`.
    pub country: Option<String>,
    /// Id of the user in this country: `user_id`.
    pub user_id: Option<String>,
    /// Id of the shop: `seller_id`.
    pub seller_id: Option<String>,
    /// Code that sellers see, such as `SG10XF3`: `short_code`.
    pub short_code: Option<String>,
}

impl TokenUser {
    /// Takes what this user lacks from what was known before: replies to a refresh leave out much.
    pub(crate) fn complete(&mut self, known: &Self) {
        for (new, old) in [
            (&mut self.id, &known.id),
            (&mut self.nick, &known.nick),
            (&mut self.sub_id, &known.sub_id),
            (&mut self.sub_nick, &known.sub_nick),
            (&mut self.open_uid, &known.open_uid),
            (&mut self.seller_id, &known.seller_id),
            (&mut self.account, &known.account),
            (&mut self.account_id, &known.account_id),
            (&mut self.account_platform, &known.account_platform),
            (&mut self.havana_id, &known.havana_id),
            (&mut self.sp, &known.sp),
            (&mut self.country, &known.country),
            (&mut self.locale, &known.locale),
        ] {
            if new.is_none() {
                new.clone_from(old);
            }
        }
        if self.shops.is_empty() {
            self.shops.clone_from(&known.shops);
        }
    }
}
