// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug, PartialEq)]
pub struct Attachment {
    pub name: String,
    pub url: String,
    pub r#type: Option<i64>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
            "\u{4}name\u{8}file_url\u{4}type",
        )
        .terms(const {
            &__top::Constraints {
                rules: &[__top::FieldRules::new().at(1).max_len(256)],
                any_of: &[],
                index: b"",
            }
        });
    #[automatically_derived]
    impl __top::Encode for Attachment {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.object(&__LAYOUT, &[&self.name, &self.url, &self.r#type]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("attachment", &__LAYOUT)
        }
        __top::schema! {
            object "Attachment" ""(0 "" String) (1 "" String) (2 "" Option < i64 >)
        }
    }
    #[automatically_derived]
    impl __top::Members for Attachment {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for Attachment {
        fn placeholder() -> Self {
            Self {
                name: __top::Decode::placeholder(),
                url: __top::Decode::placeholder(),
                r#type: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __decoder
                .object(
                    __node,
                    &__LAYOUT,
                    &mut [&mut self.name, &mut self.url, &mut self.r#type],
                );
        }
    }
};
