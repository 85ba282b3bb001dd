//! A value as it is written in Rust.

/// A value: text on one line, or a struct over several.
pub(in crate::write) enum Expression {
    Plain(String),
    /// A value between two texts: `Some(` and `)`.
    Inside(&'static str, Box<Expression>, &'static str),
    Object {
        name: String,
        members: Vec<(String, Expression)>,
        /// Whether all members are there; if not, the others are empty.
        is_whole: bool,
    },
}

impl Expression {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    pub(super) fn inside(self, before: &'static str, after: &'static str) -> Self {
        Self::Inside(before, Box::new(self), after)
    }

    /// Whether members are left out anywhere in it.
    pub(in crate::write) fn is_cut(&self) -> bool {
        match self {
            Self::Plain(_) => false,
            Self::Inside(_, inner, _) => inner.is_cut(),
            Self::Object { members, is_whole, .. } => {
                !is_whole || members.iter().any(|(_, value)| value.is_cut())
            }
        }
    }

    /// Whether a part of it is read from a text.
    pub(in crate::write) fn may_fail(&self) -> bool {
        match self {
            Self::Plain(text) => text.ends_with(".parse()?"),
            Self::Inside(_, inner, _) => inner.may_fail(),
            Self::Object { members, .. } => members.iter().any(|(_, value)| value.may_fail()),
        }
    }

    /// Writes it as rustfmt does. The lines after the first are indented so many steps.
    pub(in crate::write) fn write(&self, indent: usize, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Inside(before, inner, after) => {
                out.push_str(before);
                inner.write(indent, out);
                out.push_str(after);
            }
            Self::Object { name, members, is_whole: true } if members.is_empty() => out.push_str(name),
            Self::Object { name, members, is_whole: false } if members.is_empty() => {
                out.extend([name, " { ..Decode::placeholder() }"]);
            }
            Self::Object { name, members, is_whole: true } if self.is_short() => {
                let members: Vec<String> =
                    members.iter().filter_map(|(name, value)| value.short(name)).collect();
                out.extend([name, " { ", &members.join(", "), " }"]);
            }
            Self::Object { name, members, is_whole } => {
                let line = |indent: usize, out: &mut String| {
                    out.push('\n');
                    out.extend(std::iter::repeat_n("    ", indent));
                };
                out.extend([name, " {"]);
                for (name, value) in members {
                    line(indent + 1, out);
                    out.extend([name, ": "]);
                    value.write(indent + 1, out);
                    out.push(',');
                }
                if !is_whole {
                    line(indent + 1, out);
                    out.push_str("..Decode::placeholder()");
                }
                line(indent, out);
                out.push('}');
            }
        }
    }

    /// Whether rustfmt writes a struct on one line.
    fn is_short(&self) -> bool {
        const MOST: usize = 18;
        let Self::Object { members, .. } = self else { return false };
        let texts: Option<Vec<String>> = members.iter().map(|(name, value)| value.short(name)).collect();
        texts.is_some_and(|texts| texts.join(", ").chars().count() <= MOST)
    }

    /// A member of this name and value, if it has no struct in it.
    fn short(&self, name: &str) -> Option<String> {
        match self {
            Self::Plain(text) => Some(format!("{name}: {text}")),
            Self::Inside(before, inner, after) => match inner.as_ref() {
                Self::Plain(text) => Some(format!("{name}: {before}{text}{after}")),
                _ => None,
            },
            Self::Object { .. } => None,
        }
    }
}
