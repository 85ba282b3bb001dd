// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug, PartialEq)]
pub struct GetTrades {
    pub fields: String,
    pub tid: Option<i64>,
    pub nick: Option<String>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __PARAMS: __top::FieldTable = __top::FieldTable::new(
            "\nbuyer_nick\u{6}fields\u{3}tid",
        )
        .terms(const {
            &__top::Constraints {
                rules: &[],
                any_of: &[&[2, 0]],
                index: b"",
            }
        });
    #[automatically_derived]
    impl __top::Request for GetTrades {
        fn params(&self, __encoder: &mut __top::ParamWriter<'_>) {
            __encoder.params(&__PARAMS, &[&self.nick, &self.fields, &self.tid]);
        }
    }
    #[automatically_derived]
    impl __top::TopApi for GetTrades {
        type Response = Vec<i64>;
        type Session = __top::Required;
        const SPEC: __top::ApiSpec = __top::ApiSpec::new::<
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
            fn placeholder() -> Self {
                Self {
                    fields: __top::ReadParam::placeholder(),
                    tid: __top::ReadParam::placeholder(),
                    nick: __top::ReadParam::placeholder(),
                }
            }
            fn decode(&mut self, __decoder: &mut __top::Decoder<'_>) {
                __decoder
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
    use ::top_runtime::__v0_1_0 as __top;
    static __PARAMS: __top::FieldTable = __top::FieldTable::new("");
    #[automatically_derived]
    impl __top::Request for GetTime {
        fn params(&self, __encoder: &mut __top::ParamWriter<'_>) {
            __encoder.params(&__PARAMS, &[]);
        }
    }
    #[automatically_derived]
    impl __top::TopApi for GetTime {
        type Response = __top::Value;
        type Session = __top::Optional;
        const SPEC: __top::ApiSpec = __top::ApiSpec::new::<
            __top::Optional,
        >("taobao.time.get");
        __top::schema! {
            api(__top::Value) "GetTime" ""
        }
    }
    __top::server! {
        #[automatically_derived]
        impl __top::FromParams for GetTime {
            fn placeholder() -> Self {
                Self {}
            }
            fn decode(&mut self, __decoder: &mut __top::Decoder<'_>) {
                __decoder.params(&__PARAMS, &mut []);
            }
        }
    }
};
