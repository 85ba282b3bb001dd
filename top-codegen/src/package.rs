//! The package of an API: a group of APIs that becomes a module and a feature.

use crate::model::topic_name_error;
use crate::write::case;

/// Reserved names: features of every catalogue, file names of cargo, device names of Windows.
const TAKEN: &[&str] = &[
    "default", "full", "bin", "lib", "main", "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4",
    "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9",
];

/// Returns the package of an API: the second part of the method, whatever the first one is; the first
/// segment of a path; the second part of a topic. The result is valid as a module, folder and feature
/// name. It depends on the name only, so other documents never change it.
///
/// ```
/// use top_codegen::package;
///
/// assert_eq!(package("taobao.trade.fullinfo.get"), "trade");
/// assert_eq!(package("tmall.item.add"), package("taobao.item.add"));
/// assert_eq!(package("taobao.virtual.order.get"), "virtual_");
/// assert_eq!(package("/order/items/get"), "order");
/// assert_eq!(package("taobao_trade_TradeCreate"), "trade");
/// ```
#[must_use]
pub fn package(method: &str) -> String {
    let is_topic = !method.contains('.') && topic_name_error(method).is_none();
    let separator = match method {
        method if method.starts_with('/') => '/',
        _ if is_topic => '_',
        _ => '.',
    };
    let mut named = method
        .split(separator)
        .filter(|word| !case::snake(word).is_empty() && (separator != '/' || !word.starts_with('{')));
    let first = named.next();
    let word = if separator == '/' { first } else { named.next().or(first) };
    let mut package = case::module(word.unwrap_or_default());
    if TAKEN.contains(&package.as_str()) {
        package.push('_');
    }
    package
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn package_is_the_second_part_of_the_method() {
        for (method, expected) in [
            ("taobao.trade.fullinfo.get", "trade"),
            ("tmall.trade.fullinfo.get", "trade"),
            ("alibaba.alihealth.drug.get", "alihealth"),
            ("cainiao.cloudprint.stdtemplates.get", "cloudprint"),
            ("account.aliyuncs.com.CreateApp.2013-07-01", "aliyuncs"),
            ("taobao.ping", "ping"),
            ("ping", "ping"),
        ] {
            assert_eq!(package(method), expected, "{method}");
        }
    }

    #[test]
    fn package_of_a_path_is_its_first_segment_and_of_a_topic_its_second_part() {
        for (name, expected) in [
            ("/order/items/get", "order"),
            ("/{id}/type", "type_"),
            ("/v2/depots", "v2"),
            ("/{id}", "api"),
            ("taobao_trade_TradeCreate", "trade"),
            ("a_b", "b"),
        ] {
            assert_eq!(package(name), expected, "{name}");
        }
    }

    #[test]
    fn spellings_of_one_name_give_one_package() {
        for method in ["a.foo-bar.get", "a.foo_bar.get", "a.fooBar.get", "a.Foo-Bar_.get", "a..foo_bar.get"] {
            assert_eq!(package(method), "foo_bar", "{method}");
        }
    }

    #[test]
    fn invalid_package_names_are_adjusted() {
        for (method, expected) in [
            ("taobao.type.get", "type_"),
            ("taobao.crate.get", "crate_"),
            ("taobao.1688.get", "api_1688"),
            ("taobao.full.get", "full_"),
            ("taobao.Default.get", "default_"),
            ("taobao.lib.get", "lib_"),
            ("taobao.main.get", "main_"),
            ("taobao.bin.get", "bin_"),
            ("taobao.con.get", "con_"),
            ("", "api"),
            ("结果.数据", "api"),
        ] {
            assert_eq!(package(method), expected, "{method}");
        }
    }
}
