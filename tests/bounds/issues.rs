//! Issues of a reply: their number and the length of their paths are limited.

use allocation_counter::measure;
use top_runtime::error::ErrorKind;

use crate::apis::{Failures, Maps, read};

/// Memory for 256 issues or 1,000 paths, and little else.
const MIB: u64 = 1 << 20;

/// Returns the memory that decoding takes in addition to the body and its tree.
fn peak(content: &str, mut look: impl FnMut(&str)) -> u64 {
    let tree = measure(|| drop(read::<()>(content).unwrap())).bytes_max;
    measure(|| look(content)).bytes_max.saturating_sub(tree)
}

#[test]
fn long_names_are_truncated_in_paths() {
    let name = "n".repeat(7 << 20);
    let bad = vec!["{\"id\":[]}"; 300].join(",");
    let content = format!("{{\"map\":{{\"{name}\":[{bad}]}}}}");
    let reply = read::<Maps>(&content).unwrap();
    assert_eq!(reply.issues().len(), 256);
    for issue in reply.issues() {
        assert!(issue.path.len() < 1100 && issue.path.starts_with("map.nnn"), "{}", issue.path.len());
        assert!(issue.path.ends_with("].id"), "{}", issue.path);
    }
    drop(reply);
    let name = name.len() as u64;
    let peak = peak(&content, |content| drop(read::<Maps>(content)));
    // The name itself becomes a key of the map.
    assert!(peak < name + MIB, "{peak}");
}

#[test]
fn paths_of_many_names_are_truncated() {
    let name = "n".repeat(5000);
    let depth = 60;
    let content =
        format!("{}{{\"id\":[]}}{}", format!("{{\"map\":{{\"{name}\":").repeat(depth), "}}".repeat(depth));
    let reply = read::<crate::apis::Tree>(&content).unwrap();
    assert_eq!(reply.issues().len(), 1);
    let path = &reply.issues()[0].path;
    assert!(path.len() < 1100 && path.starts_with('…') && path.strip_suffix(".id").is_some(), "{path}");
}

#[test]
fn found_values_are_truncated_before_they_are_copied() {
    let name = "n".repeat(1 << 20);
    let members: Vec<_> = (0..7).map(|at| format!("\"{at}{name}\":1")).collect();
    let content = format!("{{\"map\":{{\"k\":[{{\"id\":{{{}}}}}]}}}}", members.join(","));
    let reply = read::<Maps>(&content).unwrap();
    assert!(reply.issues()[0].found.len() < 400, "{}", reply.issues()[0].found.len());
    let peak = peak(&content, |content| drop(read::<Maps>(content)));
    assert!(peak < MIB, "{peak}");
}

#[test]
fn at_most_1000_details_of_a_failure_are_kept() {
    let errors: Vec<_> = (0..5000).map(|at| format!("{{\"ok\":false,\"code\":\"E{at}\"}}")).collect();
    let error = read::<Failures>(&format!("{{\"errors\":[{}]}}", errors.join(","))).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!(business.code(), Some("E0"));
    assert_eq!(business.failure.details.len(), 1000);
    assert_eq!(business.failure.details.last().unwrap().code.as_deref(), Some("E999"));
}

#[test]
fn unknown_fields_are_bounded_in_number_and_length() {
    let name = "n".repeat(1 << 20);
    let members: Vec<_> = (0..5000).map(|at| format!("\"m{at}\":1")).collect();
    let leaf = format!("{{\"id\":1,{}}}", members.join(","));
    let content = format!("{{\"map\":{{\"{name}\":[{leaf},{leaf}]}}}}");
    let reply = read::<Maps>(&content).unwrap();
    let unknown = reply.unknown_fields();
    assert_eq!(unknown.len(), 1000);
    assert!(unknown.iter().all(|path| path.len() < 1100 && path.starts_with("map.nnn")));
    drop((reply, unknown));
    let peak = peak(&content, |content| drop(read::<Maps>(content).unwrap().unknown_fields()));
    // Two values with the name as a key exist at the same time, as the reply is decoded again.
    assert!(peak < 2 * (1 << 20) + 4 * MIB, "{peak}");
}

#[test]
fn issues_beyond_the_limit_do_not_allocate() {
    let content = |bad: usize| format!("{{\"map\":{{\"k\":[{}]}}}}", vec!["{\"id\":[]}"; bad].join(","));
    let count = |bad| {
        let content = content(bad);
        measure(|| drop(read::<Maps>(&content).unwrap())).count_total
    };
    assert!(count(100_000) <= count(1000) + 16, "{} {}", count(100_000), count(1000));
}
