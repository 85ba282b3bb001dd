//! `build` on structs that borrow, are generic, or are declared by a macro.

use std::borrow::Cow;

use top_runtime::codec::Encode;
use top_runtime::{TopApi, TopValue};

#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "a.b", build)]
struct Search<'a> {
    keyword: &'a str,
    category: Cow<'a, str>,
    ids: &'a [i64],
    #[top(required)]
    shops: &'a [i64],
    nick: Option<&'a str>,
}

#[test]
fn references_are_not_converted() {
    let keyword = String::from("shoes");
    let search = Search::new(&keyword, "x", &[7]).nick(&keyword).ids(&[1, 2]);
    let expected = Search {
        keyword: "shoes",
        category: Cow::Borrowed("x"),
        ids: &[1, 2],
        shops: &[7],
        nick: Some("shoes"),
    };
    assert_eq!(search, expected);
    assert!(Search::new("a", String::from("b"), &[]).ids.is_empty());
}

/// `WideInit` has the generic parameters that its fields use, with the bounds that mention no
/// others.
#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
struct Wide<'a, 'b, T: Clone + PartialEq<U>, U = i64, const N: usize = 2>
where
    T: Send,
    U: Into<i64> + Copy,
    'b: 'a,
{
    one: &'a str,
    two: T,
    three: i64,
    #[top(required)]
    four: Vec<T>,
    #[top(required)]
    children: Vec<Self>,
    list: Vec<T>,
    other: Option<U>,
    text: Option<&'b str>,
    sized: Option<Sized<N>>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Sized<const N: usize> {
    id: i64,
}

#[test]
fn init_struct_keeps_the_generics_it_needs() {
    let init = WideInit { one: "1", two: 2_i64, three: 3, four: vec![4], children: Vec::new() };
    let wide: Wide<'_, '_, i64, i64, 2> =
        Wide::new(init).other(5).text("t").list(vec![1]).sized(Sized { id: 1 });
    assert_eq!((wide.two, wide.other, wide.text, wide.list), (2, Some(5), Some("t"), vec![1]));
    assert_eq!((wide.one, wide.three, wide.four, wide.children.len()), ("1", 3, vec![4], 0));
}

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
struct Paged<T: Encode> {
    page: T,
    next: Option<T>,
}

#[test]
fn type_parameters_are_inferred_from_the_arguments() {
    assert_eq!(Paged::new("a").next("b"), Paged { page: "a", next: Some("b") });
}

macro_rules! declare {
    ($vis:vis $name:ident, $field:ident: $ty:ty, $optional:ident: $inner:ty) => {
        #[derive(Debug, PartialEq, TopValue)]
        #[top(build)]
        $vis struct $name {
            $vis $field: $ty,
            $vis $optional: Option<$inner>,
            local: Option<String>,
        }
    };
}

mod declared {
    use top_runtime::TopValue;

    declare!(pub(super) Made, id: i64, count: u16);

    pub(super) fn local() -> Made {
        Made::new(1).local("here")
    }
}

#[test]
fn structs_declared_by_a_macro_are_supported() {
    assert_eq!(declared::local().count(2), declared::local().count(2));
    assert_eq!(declared::Made::new(3).count(2).id, 3);
}
