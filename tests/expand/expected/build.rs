// Written by `BLESS=1 cargo test -p top-macros snapshots`.

#[derive(Debug, PartialEq)]
pub struct Reason {
    /// What is said of it.
    pub text: String,
    pub level: u16,
    /// Where it is from.
    pub source: Option<String>,
    pub tags: Vec<String>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
        "\u{4}text\u{5}level\u{6}source\u{4}tags",
    );
    #[automatically_derived]
    impl __top::Encode for Reason {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder
                .object(&__LAYOUT, &[&self.text, &self.level, &self.source, &self.tags]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("reason", &__LAYOUT)
        }
        __top::schema! {
            object "Reason" ""(0 "What is said of it." String) (1 "" u16) (2
            "Where it is from." Option < String >) (3 "" Vec < String >)
        }
    }
    #[automatically_derived]
    impl __top::Members for Reason {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for Reason {
        fn placeholder() -> Self {
            Self {
                text: __top::Decode::placeholder(),
                level: __top::Decode::placeholder(),
                source: __top::Decode::placeholder(),
                tags: __top::Decode::placeholder(),
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
                    &mut [
                        &mut self.text,
                        &mut self.level,
                        &mut self.source,
                        &mut self.tags,
                    ],
                );
        }
    }
};

#[allow(deprecated)]
impl Reason {
    /// A new `Reason` of what must be given; the rest is not there until it is set.
    #[must_use]
    pub fn new(text: impl ::core::convert::Into<String>, level: u16) -> Self {
        Self {
            text: ::core::convert::Into::into(text),
            level,
            source: ::core::option::Option::None,
            tags: ::core::default::Default::default(),
        }
    }
    /// Where it is from.
    #[must_use]
    pub fn source(mut self, source: impl ::core::convert::Into<String>) -> Self {
        self.source = ::core::option::Option::Some(::core::convert::Into::into(source));
        self
    }
    /// The value of `tags`.
    #[must_use]
    pub fn tags(mut self, tags: impl ::core::convert::Into<Vec<String>>) -> Self {
        self.tags = ::core::convert::Into::into(tags);
        self
    }
}

#[derive(Debug, PartialEq)]
pub struct Complaint<'a> {
    /// The order.
    pub order_id: &'a str,
    pub item_id: i64,
    pub price: i64,
    pub is_paid: bool,
    pub reason: Reason,
    /// Of the seller.
    pub note: Option<&'a str>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
        "\u{8}order_id\u{7}item_id\u{5}price\u{7}is_paid\u{6}reason\u{4}note",
    );
    #[automatically_derived]
    impl<'a> __top::Encode for Complaint<'a> {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder
                .object(
                    &__LAYOUT,
                    &[
                        &self.order_id,
                        &self.item_id,
                        &self.price,
                        &self.is_paid,
                        &self.reason,
                        &self.note,
                    ],
                );
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("complaint", &__LAYOUT)
        }
        __top::schema! {
            object "Complaint" ""(0 "The order." & 'a str) (1 "" i64) (2 "" i64) (3 ""
            bool) (4 "" Reason) (5 "Of the seller." Option < & 'a str >)
        }
    }
    #[automatically_derived]
    impl<'a> __top::Members for Complaint<'a> {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    impl<'a> __top::traits::Decode for Complaint<'a>
    where
        for<'__any> __top::BorrowedData: __top::DecodeOwned<&'a str>,
    {
        fn placeholder() -> Self {
            ::core::unreachable!()
        }
        fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
    }
};

/// What must be given to `Complaint::new`.
#[allow(deprecated, missing_copy_implementations, missing_debug_implementations)]
pub struct ComplaintInit<'a> {
    /// The order.
    pub order_id: &'a str,
    /// The value of `item_id`.
    pub item_id: i64,
    /// The value of `price`.
    pub price: i64,
    /// The value of `is_paid`.
    pub is_paid: bool,
    /// The value of `reason`.
    pub reason: Reason,
}

#[allow(deprecated)]
impl<'a> Complaint<'a> {
    /// A new `Complaint` of what must be given; the rest is not there until it is set.
    #[must_use]
    pub fn new(init: ComplaintInit<'a>) -> Self {
        Self {
            order_id: init.order_id,
            item_id: init.item_id,
            price: init.price,
            is_paid: init.is_paid,
            reason: init.reason,
            note: ::core::option::Option::None,
        }
    }
    /// Of the seller.
    #[must_use]
    pub fn note(mut self, note: &'a str) -> Self {
        self.note = ::core::option::Option::Some(note);
        self
    }
}
