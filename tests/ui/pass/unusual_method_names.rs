use top_runtime::TopApi;

// Method names from API pages, or similar to them: with dates, capitals, hyphens, underscores,
// digits and single words.
macro_rules! methods {
    ($($name:ident: $method:literal),* $(,)?) => {
        $(
            #[derive(TopApi)]
            #[top_api(method = $method)]
            struct $name;
        )*

        fn main() {
            $(assert_eq!(<$name as TopApi>::SPEC.method(), $method);)*
        }
    };
}

methods! {
    Dated: "account.aliyuncs.com.CreateApp.2013-07-01",
    Versioned: "ecs.aliyuncs.com.DescribeInstances.2014-05-26",
    Capitals: "taobao.TOP.Secret.GET",
    Camel: "alibaba.retail.findSomething.byId",
    Hyphens: "alibaba.e-commerce.order-list.get",
    Underscores: "taobao.item_get.all_",
    Digits: "taobao.111.12306.get2",
    OneWord: "ping",
    OneLetter: "a",
}
