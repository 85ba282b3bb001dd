// Written by `BLESS=1 cargo test -p top-macros snapshots`.

use std::marker::PhantomData;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tid(pub i64);

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    #[automatically_derived]
    impl __top::Encode for Tid {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __top::Encode::encode(&self.0, __encoder);
        }
        fn shape(&self) -> __top::Shape<'_> {
            __top::Encode::shape(&self.0)
        }
        fn kind() -> __top::Kind {
            <i64 as __top::Encode>::kind()
        }
        fn is_optional() -> bool {
            <i64 as __top::Encode>::is_optional()
        }
        __top::schema! {
            newtype i64
        }
    }
    #[automatically_derived]
    impl __top::Decode for Tid {
        fn placeholder() -> Self {
            Self(__top::Decode::placeholder())
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __top::Decode::decode(&mut self.0, __node, __decoder);
        }
        fn decode_missing(&mut self, __decoder: &mut __top::Decoder<'_>) {
            __top::Decode::decode_missing(&mut self.0, __decoder);
        }
        fn markers() -> &'static __top::OutcomeFields {
            <i64 as __top::Decode>::markers()
        }
    }
};

#[derive(Debug, Clone, PartialEq)]
pub struct Id<T>(pub String, pub PhantomData<T>);

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    #[automatically_derived]
    impl<T> __top::traits::Encode for Id<T> {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __top::Encode::encode(&self.0, __encoder);
        }
        fn shape(&self) -> __top::Shape<'_> {
            __top::Encode::shape(&self.0)
        }
        fn kind() -> __top::Kind {
            <String as __top::Encode>::kind()
        }
        fn is_optional() -> bool {
            <String as __top::Encode>::is_optional()
        }
        __top::schema! {
            newtype String
        }
    }
    #[automatically_derived]
    impl<T> __top::traits::Decode for Id<T> {
        fn placeholder() -> Self {
            Self(__top::Decode::placeholder(), ::core::marker::PhantomData)
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __top::Decode::decode(&mut self.0, __node, __decoder);
        }
        fn decode_missing(&mut self, __decoder: &mut __top::Decoder<'_>) {
            __top::Decode::decode_missing(&mut self.0, __decoder);
        }
        fn markers() -> &'static __top::OutcomeFields {
            <String as __top::Decode>::markers()
        }
    }
};

#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    Low,
    High,
    Other(i64),
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    #[automatically_derived]
    impl __top::Encode for Level {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.shape(__top::Encode::shape(self));
        }
        fn shape(&self) -> __top::Shape<'_> {
            match self {
                Self::Low => __top::Shape::Integer(1),
                Self::High => __top::Shape::Integer(2),
                Self::Other(__code) => {
                    __top::Shape::Integer(::core::convert::From::from(*__code))
                }
            }
        }
        fn kind() -> __top::Kind {
            __top::Kind::integer_codes(&[1, 2])
        }
        __top::schema! {
            codes Integer true "Level" ""(1 "") (2 "")
        }
    }
    #[automatically_derived]
    impl __top::Decode for Level {
        fn placeholder() -> Self {
            Self::Low
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            if let ::core::option::Option::Some(__code) = __decoder.integer_code(__node)
            {
                *self = match __code {
                    1 => Self::Low,
                    2 => Self::High,
                    __other => Self::Other(::core::convert::From::from(__other)),
                };
            }
        }
    }
    __top::serde! {
        #[automatically_derived]
        impl __top::serde_traits::Serialize for Level {
            fn serialize<__S: __top::serde_traits::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __top::serialize_code(self, __serializer)
            }
        }
        #[automatically_derived]
        impl<'__de> __top::serde_traits::Deserialize<'__de> for Level {
            fn deserialize<__D: __top::serde_traits::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let __code = __top::deserialize_integer_code(__deserializer)?;
                ::core::result::Result::Ok(
                    match __code {
                        1 => Self::Low,
                        2 => Self::High,
                        _ => Self::Other(__code),
                    },
                )
            }
        }
    }
};

#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    pub tid: Tid,
    pub ids: Vec<Id<i64>>,
    pub level: Level,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
        "\u{3}tid\u{3}ids\u{5}level",
    );
    #[automatically_derived]
    impl __top::Encode for Sale {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __top::assert_decode::<Tid>();
            __top::assert_decode::<Vec<Id<i64>>>();
            __top::assert_decode::<Level>();
            __encoder.object(&__LAYOUT, &[&self.tid, &self.ids, &self.level]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("sale", &__LAYOUT)
        }
        __top::schema! {
            object "Sale" ""(0 "" Tid) (1 "" Vec < Id < i64 > >) (2 "" Level)
        }
    }
    #[automatically_derived]
    impl __top::Members for Sale {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for Sale {
        fn placeholder() -> Self {
            __top::assert_decode::<Tid>();
            __top::assert_decode::<Vec<Id<i64>>>();
            __top::assert_decode::<Level>();
            Self {
                tid: __top::Decode::placeholder(),
                ids: __top::Decode::placeholder(),
                level: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __top::assert_decode::<Tid>();
            __top::assert_decode::<Vec<Id<i64>>>();
            __top::assert_decode::<Level>();
            __decoder
                .object(
                    __node,
                    &__LAYOUT,
                    &mut [&mut self.tid, &mut self.ids, &mut self.level],
                );
        }
    }
};
