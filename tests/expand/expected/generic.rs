// Written by `BLESS=1 cargo test -p top-macros snapshots`.

use std::borrow::Cow;

#[derive(Debug, PartialEq)]
pub struct Page<T, const N: usize = 1>
where
    T: Clone,
{
    pub total: i64,
    pub rows: Vec<T>,
    pub next: Option<Box<Page<T, N>>>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
        "\u{5}total\u{4}rows\u{4}next",
    );
    #[automatically_derived]
    impl<T, const N: usize> __top::traits::Encode for Page<T, N>
    where
        T: Clone,
        Vec<T>: __top::traits::Encode,
        T: __top::traits::Encode,
    {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.object(&__LAYOUT, &[&self.total, &self.rows, &self.next]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("page", &__LAYOUT)
        }
        __top::schema! {
            object "Page" ""(0 "" i64) (1 "" Vec < T >) (2 "" Option < Box < Page < T, N
            > > >)
        }
    }
    #[automatically_derived]
    impl<T, const N: usize> __top::traits::Members for Page<T, N>
    where
        T: Clone,
        Vec<T>: __top::traits::Encode,
        T: __top::traits::Encode,
    {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl<T, const N: usize> __top::traits::Decode for Page<T, N>
    where
        T: Clone,
        Vec<T>: __top::traits::Decode,
        T: __top::traits::Decode,
    {
        fn placeholder() -> Self {
            Self {
                total: __top::Decode::placeholder(),
                rows: __top::Decode::placeholder(),
                next: __top::Decode::placeholder(),
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
                    &mut [&mut self.total, &mut self.rows, &mut self.next],
                );
        }
    }
};

#[derive(Debug, PartialEq)]
pub struct Words<'a> {
    pub first: &'a str,
    pub others: Vec<Cow<'a, str>>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new("\u{5}first\u{6}others");
    #[automatically_derived]
    impl<'a> __top::Encode for Words<'a> {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.object(&__LAYOUT, &[&self.first, &self.others]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("words", &__LAYOUT)
        }
        __top::schema! {
            object "Words" ""(0 "" & 'a str) (1 "" Vec < Cow < 'a, str > >)
        }
    }
    #[automatically_derived]
    impl<'a> __top::Members for Words<'a> {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    impl<'a> __top::traits::Decode for Words<'a>
    where
        for<'__any> __top::BorrowedData: __top::DecodeOwned<&'a str>,
    {
        fn placeholder() -> Self {
            ::core::unreachable!()
        }
        fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
    }
};
