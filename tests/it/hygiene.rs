//! Hygiene of the derives: names of the user do not change the meaning of an expansion.

use crate::support::{read, sent};

/// Shadows every name of the prelude, and some names of the expansion.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, non_upper_case_globals)]

    use top_runtime::{TopApi, TopValue};

    #[derive(TopApi)]
    #[top_api(method = "test.shadowed", response = Result, any_of(option, vec))]
    pub(crate) struct Request {
        pub(crate) option: ::core::option::Option<Option>,
        pub(crate) vec: ::std::vec::Vec<Vec>,
        #[top(required, max_len = 9)]
        pub(crate) string: ::std::string::String,
        pub(crate) __out: i64,
        pub(crate) __from: ::core::option::Option<String>,
        pub(crate) params: bool,
    }

    #[derive(TopValue)]
    pub(crate) struct Result {
        #[top(success)]
        pub(crate) ok: ::core::option::Option<bool>,
        #[top(outcome)]
        pub(crate) err: ::std::vec::Vec<Err>,
        pub(crate) r#box: ::core::option::Option<::std::boxed::Box<Result>>,
        pub(crate) option: Option,
    }

    #[derive(TopValue)]
    pub(crate) struct Err {
        #[top(error_code)]
        pub(crate) code: ::core::option::Option<::std::string::String>,
    }

    #[derive(TopValue)]
    pub(crate) struct Option {
        pub(crate) string: String,
        pub(crate) __node: Number,
        pub(crate) __layout: ::core::option::Option<i64>,
    }

    #[derive(TopValue)]
    pub(crate) struct Vec;

    #[derive(TopValue)]
    #[top(serde)]
    pub(crate) enum String {
        #[top("S")]
        Some,
        #[top("N")]
        None,
        #[top("O")]
        Ok,
        #[top("E")]
        Err,
        #[top(other)]
        Self_(::std::string::String),
    }

    #[derive(TopValue)]
    #[top(serde)]
    pub(crate) enum Number {
        #[top(1)]
        Some,
        #[top(other)]
        __code(i64),
    }

    #[derive(TopValue)]
    #[top(serde)]
    pub(crate) enum Closed {
        #[top(1)]
        Some,
    }

    #[derive(TopValue)]
    pub(crate) struct Tid(Number);

    #[derive(TopValue)]
    pub(crate) struct Named<PhantomData>(String, ::core::marker::PhantomData<PhantomData>);

    struct Box;
    struct Default;
    struct From;
    struct Into;
    struct Copy;
    struct Clone;
    struct Sized;
    struct Send;
    struct Sync;
    struct Drop;
    struct Fn;
    struct Iterator;
    struct str;
    struct PhantomData;
    struct Serialize;
    struct Deserialize;
    struct Serializer;
    struct Deserializer;
    struct bool_;
    struct i128;
    struct usize;
    trait Encode {
        fn encode(&self) {}
        fn shape(&self) {}
        fn kind(&self) {}
        fn params(&self) {}
        fn object(&self) {}
        fn decode(&self) {}
        fn placeholder(&self) {}
    }
    impl<T: ?::core::marker::Sized> Encode for T {}
    struct Decode;
    struct Value;
    struct Layout;
    struct Field;
    struct Kind;
    const Some: i64 = 1;
    const None: i64 = 2;
    const Ok: i64 = 3;
    const other: i64 = 4;
    const out: i64 = 5;
    const code: i64 = 6;
    mod core {}
    mod std {}
    mod alloc {}
    mod top_runtime_private {}

    #[allow(unused_macros)]
    macro_rules! serde {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }

    #[allow(unused_macros)]
    macro_rules! server {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }
}

/// The runtime under other names and paths.
mod renamed {
    pub(crate) mod sdk {
        pub(crate) mod deep {
            pub(crate) use top_runtime as top;
        }
        pub(crate) mod glob {
            pub(crate) use top_runtime::*;
        }
    }

    use self::sdk::deep::top::{TopApi, TopValue};

    /// Shadows the default path of the runtime, which `crate` replaces.
    #[allow(dead_code)]
    mod top_runtime {}

    #[derive(TopApi)]
    #[top_api(method = "test.renamed", crate = crate::hygiene::renamed::sdk::deep::top, response = Answer)]
    pub(crate) struct Absolute {
        pub(crate) inner: Inner,
        pub(crate) state: State,
    }

    #[derive(TopValue)]
    #[top(crate = self::sdk::glob, any_of(a, b))]
    pub(crate) struct Inner {
        pub(crate) a: Option<i64>,
        pub(crate) b: Option<inside::Relative>,
    }

    #[derive(Debug, PartialEq, TopValue)]
    #[top(crate = sdk::deep::top)]
    pub(crate) enum State {
        #[top("A")]
        A,
        #[top(other)]
        Other(String),
    }

    #[derive(TopValue)]
    #[top(crate = ::top_runtime)]
    pub(crate) struct Answer {
        pub(crate) state: Option<State>,
    }

    pub(crate) mod inside {
        use super::sdk::glob::TopValue;

        #[derive(TopValue)]
        #[top(crate = super::sdk::deep::top)]
        pub(crate) struct Relative {
            pub(crate) c: i64,
        }
    }
}

/// Generic and borrowing types.
mod generic {
    use std::borrow::Cow;

    use top_runtime::codec::{Decode, Encode};
    use top_runtime::{TopApi, TopValue};

    #[derive(TopApi)]
    #[top_api(method = "test.generic", response = Page<T>)]
    pub(crate) struct Ask<'__out, T: Clone, const N: usize = 3>
    where
        T: Decode + Encode,
    {
        pub(crate) nick: &'__out str,
        pub(crate) note: Cow<'__out, str>,
        pub(crate) items: Vec<T>,
        pub(crate) inner: Option<&'__out Page<T>>,
    }

    #[derive(Debug, Clone, PartialEq, TopValue)]
    pub(crate) struct Page<__T> {
        pub(crate) items: Vec<__T>,
        pub(crate) next: Option<Box<Page<__T>>>,
    }
}

#[test]
fn user_types_may_shadow_the_prelude() {
    use self::shadowed::{Number, Option as Own, Request, Result as Reply, String as Code, Vec as Unit};
    let request = Request {
        option: Some(Own { string: Code::Self_("x".into()), __node: Number::__code(7), __layout: Some(1) }),
        vec: vec![Unit, Unit],
        string: "s".into(),
        __out: 5,
        __from: Some(Code::None),
        params: true,
    };
    assert_eq!(
        sent(&request, "option").unwrap().as_deref(),
        Some(r#"{"string":"x","__node":7,"__layout":1}"#)
    );
    assert_eq!(sent(&request, "vec").unwrap().as_deref(), Some("[{},{}]"));
    assert_eq!(sent(&request, "__from").unwrap().as_deref(), Some("N"));
    let json = r#"{"ok":true,"err":[],"box":{"option":{"string":"S","__node":1}},"option":{"string":"?","__node":2}}"#;
    let reply = read::<Reply>(json).unwrap();
    assert!(matches!(&reply.option.string, Code::Self_(code) if code == "?"));
    let inner = reply.r#box.as_ref().unwrap();
    assert!(matches!((&inner.option.string, &inner.option.__node), (Code::Some, Number::Some)));
}

#[test]
fn runtime_may_be_renamed_or_reexported() {
    use self::renamed::{Absolute, Answer, Inner, State, inside};
    let request = Absolute { inner: Inner { a: None, b: Some(inside::Relative { c: 1 }) }, state: State::A };
    assert_eq!(sent(&request, "inner").unwrap().as_deref(), Some(r#"{"b":{"c":1}}"#));
    assert_eq!(read::<Answer>(r#"{"state":"B"}"#).unwrap().state, Some(State::Other("B".into())));
}

#[test]
fn requests_may_borrow_and_be_generic() {
    use self::generic::{Ask, Page};
    let page = Page { items: vec![1_i64], next: Some(Box::new(Page { items: vec![2, 3], next: None })) };
    let request: Ask<'_, i64> = Ask { nick: "n", note: "o".into(), items: vec![4, 5], inner: Some(&page) };
    assert_eq!(sent(&request, "items").unwrap().as_deref(), Some("4,5"));
    assert_eq!(sent(&request, "inner").unwrap().as_deref(), Some(r#"{"items":[1],"next":{"items":[2,3]}}"#));
    let read = read::<Page<i64>>(r#"{"items":{"number":[1]},"next":{"items":[2,"3"]}}"#).unwrap();
    assert_eq!(*read, page);
}

#[test]
fn types_can_be_declared_inside_a_function() {
    use top_runtime::{TopApi, TopValue};
    #[derive(TopApi)]
    #[top_api(method = "test.local", response = Local)]
    struct Ask {
        local: Local,
    }
    #[derive(TopValue)]
    struct Local {
        a: i64,
    }
    let request = Ask { local: Local { a: 1 } };
    assert_eq!(sent(&request, "local").unwrap().as_deref(), Some(r#"{"a":1}"#));
}
