//! Names of members and parameters whose values are masked.

/// Personal data of buyers and receivers. `_` separates words; a name matches if it ends with these
/// words, in snake case, camel case or any other.
const PERSONAL: [&str; 63] = [
    "addr",
    "address",
    "address_detail",
    "alipay_account",
    "alipay_id",
    "alipay_no",
    "bank_account",
    "bank_card",
    "birthday",
    "buyer_ip",
    "buyer_memo",
    "buyer_message",
    "buyer_name",
    "cert_no",
    "certificate_no",
    "consignee",
    "contact",
    "contact_name",
    "contacter",
    "credit_card",
    "detail_addr",
    "email",
    "full_name",
    "id_card",
    "id_no",
    "id_number",
    "idcard",
    "identity_card",
    "identity_no",
    "invoice_name",
    "login_id",
    "mail_box",
    "mobile",
    "mobile_phone",
    "nick",
    "nick_name",
    "nickname",
    "oaid",
    "open_id",
    "open_uid",
    "openid",
    "ouid",
    "passport",
    "phone",
    "post_code",
    "qq",
    "real_name",
    "receiver",
    "receiver_district",
    "receiver_name",
    "receiver_town",
    "receiver_zip",
    "recipient",
    "seller_memo",
    "seller_name",
    "sender",
    "sender_name",
    "tel",
    "telephone",
    "true_name",
    "user_name",
    "wangwang",
    "wechat",
];

/// Words at the end of a name that do not change its meaning: `mobile_no`, `phoneNumber`.
const COUNTERS: [&str; 4] = ["no", "num", "number", "str"];

/// What the name of a value says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A session, a token, a password, a signature.
    Secret,
    /// Data of a person.
    Personal,
}

/// The names whose values are masked.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    personal: Vec<Vec<String>>,
    kept: Vec<Vec<String>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { personal: PERSONAL.into_iter().map(words).collect(), kept: Vec::new() }
    }
}

impl Names {
    /// Masks the values of a name, too.
    pub(crate) fn add(&mut self, name: &str) {
        self.personal.push(words(name));
    }

    /// Keeps the values of this very name.
    pub(crate) fn keep(&mut self, name: &str) {
        self.kept.push(words(name));
    }

    pub(crate) fn kind(&self, name: &str) -> Option<Kind> {
        if top_runtime::__v0_1_0::is_sensitive(name) {
            return Some(Kind::Secret);
        }
        let words = words(name);
        if self.kept.contains(&words) {
            return None;
        }
        let end = words.iter().rposition(|word| !COUNTERS.contains(&word.as_str())).map_or(0, |at| at + 1);
        let is_listed = |name: &[String]| self.personal.iter().any(|listed| ends_with(name, listed));
        (is_listed(&words) || is_listed(&words[..end])).then_some(Kind::Personal)
    }
}

/// Returns `true` if a name ends with the listed words. The last one may be a plural.
fn ends_with(name: &[String], listed: &[String]) -> bool {
    let Some(start) = name.len().checked_sub(listed.len()) else { return false };
    let mut pairs = name[start..].iter().zip(listed).rev();
    let is_last = pairs.next().is_some_and(|(word, listed)| {
        let rest = word.strip_prefix(listed.as_str());
        rest.is_some_and(|rest| matches!(rest, "" | "s" | "es"))
    });
    is_last && pairs.all(|(word, listed)| word == listed)
}

/// Splits a name into its words in lower case: `receiverMobile` and `receiver_mobile1` are both
/// `receiver`, `mobile`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        let begins = c.is_uppercase() && was_lower;
        if begins || !c.is_alphabetic() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphabetic(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_by_their_last_words() {
        let names = Names::default();
        for name in [
            "receiver_name",
            "receiverName",
            "ReceiverMobile",
            "receiver_mobile",
            "mobile1",
            "mobile_no",
            "phoneNumber",
            "buyer_nick",
            "nick",
            "phones",
            "full_address",
            "addresses",
            "id_card_no",
            "idCard",
            "buyer-email",
            "tel",
        ] {
            assert_eq!(names.kind(name), Some(Kind::Personal), "{name}");
        }
        for name in ["access_token", "session", "sign", "app_secret", "refreshToken", "top_session"] {
            assert_eq!(names.kind(name), Some(Kind::Secret), "{name}");
        }
        for name in ["tid", "name", "title", "hotel", "num", "no", "", "price", "request_id", "address_id"] {
            assert_eq!(names.kind(name), None, "{name}");
        }
    }

    #[test]
    fn names_are_added_and_kept() {
        let mut names = Names::default();
        names.add("shop_title");
        names.keep("seller_nick");
        assert_eq!(names.kind("shopTitle"), Some(Kind::Personal));
        assert_eq!(names.kind("seller_nick"), None);
        assert_eq!(names.kind("buyer_nick"), Some(Kind::Personal));
        names.keep("session");
        assert_eq!(names.kind("session"), Some(Kind::Secret), "secrets are never kept");
    }
}
