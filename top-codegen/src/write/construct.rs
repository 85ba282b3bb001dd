//! How a struct of a request is made by hand: member by member, from `Default`, or with `new` and setters.
//!
//! - Where nothing must be given, the struct derives `Default`: `Search { page: Some(2), ..Search::default() }`.
//! - Where something must be given and three members or more may be left out, it has `build`: `new` takes what must be given.
//! - Any other struct is written out: there is little to leave out.
//!
//! Replies have neither: they are read, not made.

use super::module::Member;
use super::names::Names;

/// So many members that may be left out are too many to write `None` for.
const MANY: usize = 3;

/// Methods that a setter of the same name would hide.
const METHODS: &[&str] = &["clone", "eq", "execute", "fmt", "ne", "new", "to_owned"];

/// What helps to make a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Construct {
    Literal,
    Default,
    Build,
}

/// What helps to make a struct of this name and these members. `build` may add a struct, whose name is taken then.
pub(super) fn construct(name: &str, members: &[Member], names: &mut Names) -> Construct {
    /// More members that must be given stand in a struct of their own.
    const PLACED: usize = 4;
    let open = members.iter().filter(|member| may_be_left_out(member)).count();
    let given = members.len() - open;
    if given == 0 && open > 0 {
        return Construct::Default;
    }
    let hides = members.iter().any(|member| METHODS.contains(&member.name.as_str()));
    if open < MANY || hides || (given > PLACED && !names.reserve(&format!("{name}Init"))) {
        return Construct::Literal;
    }
    Construct::Build
}

fn may_be_left_out(member: &Member) -> bool {
    member.form.optional || (member.form.lists > 0 && !member.form.required)
}
