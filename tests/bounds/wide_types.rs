//! Types with many members: each is found in any order, and unknown members are listed.

use crate::apis::read;
use crate::wide::{NAMES, Wide};

/// Returns an object with the members in this order. Their values are their numbers.
fn members(order: impl Iterator<Item = usize>) -> String {
    let members: Vec<_> = order.map(|at| format!("\"{}\":{at}", NAMES[at])).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn members_of_a_600_field_struct_decode_in_any_order() {
    let len = NAMES.len();
    let in_order = format!("{:?}", &*read::<Wide>(&members(0..len)).unwrap());
    assert!(in_order.contains("f599: Some(599)"));
    for content in
        [members((0..len).rev()), members((0..len).map(|at| at * 7 % len)), members((0..len).chain(0..len))]
    {
        let reply = read::<Wide>(&content).unwrap();
        assert_eq!(format!("{:?}", *reply), in_order);
        assert_eq!(reply.unknown_fields(), [""; 0]);
    }
}

#[test]
fn unknown_member_of_a_600_field_struct_is_ignored() {
    let long = "f".repeat(200);
    let content =
        format!("{{\"f600\":1,\"f001\":2,\"F002\":3,\"\":4,\"f\":5,\"f00\":6,\"f0011\":7,\"{long}\":8}}");
    let reply = read::<Wide>(&content).unwrap();
    assert_eq!(reply.f001, Some(2));
    let mut unknown = reply.unknown_fields();
    assert!(unknown.pop().is_some_and(|long| long.starts_with("ffff")));
    assert_eq!(unknown, ["f600", "F002", "", "f", "f00", "f0011"]);
}
