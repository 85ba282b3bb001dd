// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug)]
pub struct TradeCreated {
    pub tid: i64,
    pub buyer_nick: Option<String>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new("\u{3}tid\nbuyer_nick");
    #[automatically_derived]
    impl __top::Encode for TradeCreated {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.object(&__LAYOUT, &[&self.tid, &self.buyer_nick]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("trade_created", &__LAYOUT)
        }
        __top::schema! {
            object "TradeCreated" ""(0 "" i64) (1 "" Option < String >)
        }
    }
    #[automatically_derived]
    impl __top::Members for TradeCreated {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for TradeCreated {
        fn placeholder() -> Self {
            Self {
                tid: __top::Decode::placeholder(),
                buyer_nick: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __decoder
                .object(__node, &__LAYOUT, &mut [&mut self.tid, &mut self.buyer_nick]);
        }
    }
};

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    #[automatically_derived]
    impl __top::TopMessage for TradeCreated {
        const TOPIC: &'static str = "taobao_trade_TradeCreate";
    }
};
