//! Choice of how request structs are constructed: literal, `Default`, or `new` with setters.
//!
//! - No required members: the struct derives `Default`, for `Search { page: Some(2),
//!   ..Search::default() }`.
//! - Required members, and three or more optional ones: the struct has `build`, and `new` takes the
//!   required members.
//! - Otherwise: a struct literal, as there are few optional members.
//!
//! Reply structs have neither, as they are only decoded.

use super::module::Member;
use super::names::Names;

/// Number of optional members from which a struct literal is too long.
const MIN_OPTIONAL: usize = 3;

/// Methods that a setter of the same name would hide.
const METHODS: &[&str] = &["clone", "eq", "execute", "fmt", "ne", "new", "to_owned"];

/// Construction of a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Construct {
    Literal,
    Default,
    Build,
}

/// Chooses the construction of a struct. `build` may generate another struct, whose name is
/// reserved.
pub(super) fn construct(name: &str, members: &[Member], names: &mut Names) -> Construct {
    /// More required members are collected in a struct of their own.
    const MAX_POSITIONAL: usize = 4;
    let optional = members.iter().filter(|member| may_be_left_out(member)).count();
    let required = members.len() - optional;
    if required == 0 && optional > 0 {
        return Construct::Default;
    }
    let hides = members.iter().any(|member| METHODS.contains(&member.name.as_str()));
    if optional < MIN_OPTIONAL
        || hides
        || (required > MAX_POSITIONAL && !names.reserve(&format!("{name}Init")))
    {
        return Construct::Literal;
    }
    Construct::Build
}

fn may_be_left_out(member: &Member) -> bool {
    member.wrapping.optional || (member.wrapping.lists > 0 && !member.wrapping.required)
}
