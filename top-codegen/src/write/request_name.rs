//! Name of the request struct, in English word order: `taobao.user.seller.get` is `GetUserSeller`.
//!
//! - A path has its title if that is one name, such as `SetInvoiceNumber`; otherwise the rules for
//!   methods hold for its segments, of which none is a company name.
//! - A topic has its last part: `taobao_trade_TradeCreate` is `TradeCreate`.
//! - The first part, a company name, is dropped if another part remains; so are versions such as
//!   `2013-07-01`.
//! - The last three remaining parts are used. If the last one is a verb, it is moved to the front.
//! - A last part of several words (`DeleteLoadBalancerListener`) is used alone.

use super::case::{camel, capital, words};
use crate::model::{Api, Protocol};

/// Verbs at the end of methods.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "accept", "achieve", "activate", "add", "adjust", "agree", "analyze", "apply", "approve",
    "assign", "audit", "batch", "bind", "book", "build", "bulk", "calculate", "call", "callback",
    "cancel", "change", "charge", "check", "clear", "close", "collect", "commit", "compare",
    "complete", "compute", "confirm", "consign", "consume", "convert", "copy", "count", "create",
    "decode", "decrypt", "delete", "deliver", "deploy", "detect", "disable", "download", "edit",
    "enable", "encode", "encrypt", "end", "exchange", "execute", "export", "fetch", "filter",
    "find", "finish", "freeze", "generate", "get", "grant", "handle", "import", "increase", "init",
    "initialize", "insert", "install", "invoke", "join", "list", "load", "lock", "login", "merge",
    "modify", "move", "notify", "open", "operate", "parse", "pause", "pay", "post", "publish",
    "pull", "push", "put", "query", "read", "receive", "recommend", "refresh", "refund", "refuse",
    "register", "reject", "release", "remove", "report", "reset", "save", "search", "send", "set",
    "submit", "sync", "unbind", "update", "upload", "validate",
];

/// Parts that need the previous one: `product.to.channel.import`.
const LINKS: &[&str] = &["and", "by", "for", "from", "in", "of", "on", "to", "with"];

/// Returns the name of the request struct of an API, or of the message of a topic.
pub(super) fn request_name(api: &Api) -> String {
    let name = match api.protocol {
        Protocol::Top | Protocol::IopSync => of_method(&api.method),
        Protocol::IopRest(_) => title_name(&api.title).unwrap_or_else(|| of_path(&api.method)),
        Protocol::Tmc => camel(api.method.rsplit('_').find(|part| !part.is_empty()).unwrap_or_default()),
    };
    match name.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => name,
        _ => format!("Call{name}"),
    }
}

/// Returns the name that a title is: one word with capitals inside, such as `GetOrder`.
fn title_name(title: &str) -> Option<String> {
    let title = title.trim();
    let is_name = title.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && title.starts_with(|first: char| first.is_ascii_alphabetic())
        && words(title).len() > 1;
    is_name.then(|| {
        let name = camel(title);
        let lower = |char: char| char.is_ascii_lowercase();
        if name.contains(lower) { name } else { capital(&name) }
    })
}

fn of_method(method: &str) -> String {
    let all: Vec<&str> = method.split('.').filter(|part| !words(part).is_empty()).collect();
    let is_version = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
    let named: Vec<&str> = all.iter().skip(1).copied().filter(|part| !is_version(part)).collect();
    of_parts(&if named.is_empty() { all } else { named })
}

fn of_path(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !words(segment).is_empty() && !segment.starts_with('{'));
    let all: Vec<&str> = segments.collect();
    let is_version = |part: &str| {
        let number = part.strip_prefix(['v', 'V']).unwrap_or(part);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let named: Vec<&str> = all.iter().copied().filter(|part| !is_version(part)).collect();
    of_parts(&if named.is_empty() { all } else { named })
}

fn of_parts(parts: &[&str]) -> String {
    match parts.split_last() {
        Some((last, [.., object])) if is_verb_with(last, object) => {
            capital(&last[..last.len() - object.len()]) + &capital(object)
        }
        Some((last, _)) if is_sentence(last) => to_camel_case(&[last]),
        Some((last, before)) if VERBS.contains(last) && !before.is_empty() => {
            capital(last) + &to_camel_case(ending(before, 2))
        }
        _ => to_camel_case(ending(parts, 3)),
    }
}

/// Returns `true` if the last part is a verb followed by the previous part: `ticket.createticket`.
fn is_verb_with(last: &str, object: &str) -> bool {
    last.strip_suffix(object).is_some_and(|verb| VERBS.contains(&verb))
}

/// Returns `true` for a part of several words: `synVideo`.
fn is_sentence(part: &str) -> bool {
    words(part).len() > 1 && part.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Returns the last `count` parts, or more if the first one is a preposition.
fn ending<'p>(parts: &'p [&'p str], count: usize) -> &'p [&'p str] {
    let mut start = parts.len().saturating_sub(count);
    while start > 0 && LINKS.contains(&parts[start]) {
        start -= 1;
    }
    &parts[start..]
}

fn to_camel_case(parts: &[&str]) -> String {
    parts.iter().flat_map(|part| words(part)).map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::{VERBS, request_name};
    use crate::model::{Api, HttpMethod, Protocol};

    #[test]
    fn request_name_has_english_word_order() {
        for (method, name) in [
            ("taobao.time.get", "GetTime"),
            ("taobao.user.seller.get", "GetUserSeller"),
            ("taobao.rdc.aligenius.identification.case.update", "UpdateIdentificationCase"),
            ("alibaba.jym.servicecenter.mediation.result.push", "PushMediationResult"),
            ("alibaba.alihouse.change.store.type", "ChangeStoreType"),
            ("taobao.fenxiao.product.to.channel.import", "ImportProductToChannel"),
            ("slb.aliyuncs.com.DeleteLoadBalancerListener.2013-02-21", "DeleteLoadBalancerListener"),
            ("alibaba.alihealth.mdeer.science.synVideo", "SynVideo"),
            ("alibaba.kongur.talk.pushtalk", "PushTalk"),
            ("taobao.get", "Get"),
            ("get", "Get"),
            ("1688.2d", "Call16882d"),
        ] {
            assert_eq!(request_name(&Api::new(method, Protocol::Top)), name, "{method}");
        }
    }

    #[test]
    fn path_is_named_by_its_title_or_its_segments() {
        for (path, title, name) in [
            ("/order/invoice_number/set", "SetInvoiceNumber", "SetInvoiceNumber"),
            ("/content/fixHand", "fixHand", "FixHand"),
            ("/order/get", "Get an order", "GetOrder"),
            ("/auth/token/refresh", "", "RefreshAuthToken"),
            ("/logistics/v1/cages/{cage_id}/update", "Update", "UpdateLogisticsCages"),
            ("/orders/{order_id}", "订单", "Orders"),
            ("/{a}", "", "Call"),
            ("/v2", "", "V2"),
        ] {
            let api = Api { title: title.to_owned(), ..Api::new(path, Protocol::IopRest(HttpMethod::Get)) };
            assert_eq!(request_name(&api), name, "{path}");
        }
    }

    #[test]
    fn message_is_named_by_the_last_part_of_its_topic() {
        for (topic, name) in [("taobao_trade_TradeCreate", "TradeCreate"), ("a_b_", "B"), ("a_1", "Call1")] {
            assert_eq!(request_name(&Api::new(topic, Protocol::Tmc)), name, "{topic}");
        }
    }

    #[test]
    fn verbs_are_sorted() {
        assert!(VERBS.is_sorted());
    }
}
