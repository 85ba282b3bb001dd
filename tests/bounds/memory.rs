//! The memory limit for the values of one reply.

use std::collections::BTreeMap;
use top_runtime::error::ErrorKind;

use allocation_counter::measure;
use top_runtime::{TopValue, Value};

use crate::apis::{Leaf, Tree, quoted, read};
use crate::wide::Wide;

const MIB: usize = 1 << 20;

/// Collections of large values.
#[derive(Debug, TopValue)]
struct Many {
    list: Vec<Wide>,
    boxed: Vec<Box<Wide>>,
    optional: Vec<Option<Wide>>,
    lists: Vec<Vec<Wide>>,
    map: Option<BTreeMap<String, Wide>>,
    maps: Vec<BTreeMap<String, Wide>>,
    needed: Vec<Leaf>,
}

/// Returns a list of this size in bytes.
fn list_of(element: &str, bytes: usize) -> String {
    let elements = vec![element; bytes / (element.len() + 1)];
    format!("[{}]", elements.join(","))
}

#[test]
fn values_of_one_reply_take_256_mib_at_most() {
    let list = list_of("{}", MIB);
    let members: Vec<_> = (0..100_000).map(|at| format!("\"{at}\":{{}}")).collect();
    let members = members.join(",");
    for content in [
        format!("{{\"list\":{list}}}"),
        format!("{{\"boxed\":{list}}}"),
        format!("{{\"optional\":{list}}}"),
        format!("{{\"lists\":[{}]}}", vec![list_of("{}", MIB / 100); 100].join(",")),
        format!("{{\"map\":{{{members}}}}}"),
        format!("{{\"maps\":{}}}", list_of("{\"a\":{},\"b\":{}}", MIB)),
        format!("{{\"list\":{}}}", quoted(&list)),
        format!("{{\"list\":{{\"wide\":{list}}}}}"),
    ] {
        let start = &content[..content.len().min(20)];
        let mut error = None;
        let peak = measure(|| error = read::<Many>(&content).err()).bytes_max;
        let error = error.unwrap();
        let ErrorKind::Decode(decode) = error.kind() else { panic!("{start}: {error}") };
        assert!(decode.issue.expected.contains("256 MiB"), "{start}: {error}");
        assert!(peak < 300 * MIB as u64, "{start}: {peak}");
    }
}

#[test]
fn lists_of_small_values_in_8_mib_are_read_completely() {
    #[derive(Debug, TopValue)]
    struct Small {
        numbers: Vec<i64>,
        values: Vec<Value>,
    }
    for (content, len) in [
        (format!("{{\"numbers\":{}}}", list_of("0", MIB)), 1),
        (format!("{{\"values\":{}}}", list_of("0", 8 * MIB - 100)), 8),
    ] {
        let reply = read::<Small>(&content).unwrap();
        assert_eq!(reply.issues(), []);
        assert!(reply.numbers.len().max(reply.values.len()) > len * MIB / 2 - 100);
    }
}

#[test]
fn nested_json_texts_take_a_bounded_multiple_of_the_body() {
    let blank = " ".repeat(MIB);
    let mut content = format!("{{\"id\":1,\"any\":\"{blank}\"}}");
    for _ in 0..60 {
        content = format!("{{\"child\":{}}}", quoted(&content));
    }
    let mut error = None;
    let peak = measure(|| error = read::<Tree>(&content).err()).bytes_max;
    let error = error.unwrap();
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error}") };
    assert!(decode.issue.expected.contains("JSON in texts"), "{error}");
    assert!(peak < 20 * MIB as u64, "{peak}");
}
