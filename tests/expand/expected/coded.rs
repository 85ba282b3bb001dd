// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug, PartialEq)]
pub enum FileType {
    Image,
    Video,
    Other(String),
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    #[automatically_derived]
    impl __top::Encode for FileType {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.shape(__top::Encode::shape(self));
        }
        fn shape(&self) -> __top::Shape<'_> {
            match self {
                Self::Image => __top::Shape::Text("IMAGE"),
                Self::Video => __top::Shape::Text("VIDEO"),
                Self::Other(__code) => __top::Shape::Text(__code),
            }
        }
        fn kind() -> __top::Kind {
            __top::Kind::text_codes(&["IMAGE", "VIDEO"])
        }
        __top::schema! {
            codes Text true "FileType" ""("IMAGE" "") ("VIDEO" "")
        }
    }
    #[automatically_derived]
    impl __top::Decode for FileType {
        fn placeholder() -> Self {
            Self::Image
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            if let ::core::option::Option::Some(__code) = __decoder.text_code(__node) {
                *self = match &*__code {
                    "IMAGE" => Self::Image,
                    "VIDEO" => Self::Video,
                    __other => Self::Other(::core::convert::From::from(__other)),
                };
            }
        }
    }
};

#[derive(Debug, PartialEq)]
pub enum Level {
    Low,
    High,
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
                Self::Low => __top::Shape::Integer(-1),
                Self::High => __top::Shape::Integer(1),
            }
        }
        fn kind() -> __top::Kind {
            __top::Kind::integer_codes(&[-1, 1])
        }
        __top::schema! {
            codes Integer false "Level" ""(- 1 "") (1 "")
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
                    -1 => Self::Low,
                    1 => Self::High,
                    _ => {
                        return __decoder
                            .unknown_code(__node, <Self as __top::Encode>::kind());
                    }
                };
            }
        }
    }
};
