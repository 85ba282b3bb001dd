// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug, PartialEq)]
pub struct GetTrades {
    pub fields: String,
    pub tid: Option<i64>,
    pub nick: Option<String>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__private as __top;
    static __PARAMS: __top::Layout = __top::Layout::new(
            "\nbuyer_nick\u{6}fields\u{3}tid",
        )
        .terms(const {
            &__top::Terms {
                rules: &[],
                any_of: &[&[2, 0]],
                index: b"",
            }
        });
    #[automatically_derived]
    impl __top::Request for GetTrades {
        fn params(&self, __out: &mut __top::Form<'_>) {
            __out.params(&__PARAMS, &[&self.nick, &self.fields, &self.tid]);
        }
    }
    #[automatically_derived]
    impl __top::TopApi for GetTrades {
        type Response = Vec<i64>;
        type Session = __top::Required;
        const SPEC: __top::Spec = __top::Spec::new::<
            __top::Required,
        >("taobao.trades.get")
            .idempotent();
        __top::schema! {
            api(Vec < i64 >) "GetTrades" ""(1 "" String) (2 "" Option < i64 >) (0 ""
            Option < String >)
        }
    }
    __top::server! {
        #[automatically_derived]
        impl __top::FromParams for GetTrades {
            fn empty() -> Self {
                Self {
                    fields: __top::ReadParam::empty(),
                    tid: __top::ReadParam::empty(),
                    nick: __top::ReadParam::empty(),
                }
            }
            fn read(&mut self, __from: &mut __top::Reader<'_>) {
                __from
                    .params(
                        &__PARAMS,
                        &mut [&mut self.nick, &mut self.fields, &mut self.tid],
                    );
            }
        }
    }
};

#[derive(Debug, PartialEq)]
pub struct GetTime;

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__private as __top;
    static __PARAMS: __top::Layout = __top::Layout::new("");
    #[automatically_derived]
    impl __top::Request for GetTime {
        fn params(&self, __out: &mut __top::Form<'_>) {
            __out.params(&__PARAMS, &[]);
        }
    }
    #[automatically_derived]
    impl __top::TopApi for GetTime {
        type Response = __top::Value;
        type Session = __top::Optional;
        const SPEC: __top::Spec = __top::Spec::new::<__top::Optional>("taobao.time.get");
        __top::schema! {
            api(__top::Value) "GetTime" ""
        }
    }
    __top::server! {
        #[automatically_derived]
        impl __top::FromParams for GetTime {
            fn empty() -> Self {
                Self {}
            }
            fn read(&mut self, __from: &mut __top::Reader<'_>) {
                __from.params(&__PARAMS, &mut []);
            }
        }
    }
};
