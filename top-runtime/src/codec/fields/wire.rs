//! How a selection is sent, and read in a server.

use super::{Chosen, Fields, check};
use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Kind, Shape};
use crate::codec::encoder::Encoder;
use crate::codec::field_table::Members;
use crate::issue::{Issue, IssueKind};
#[cfg(feature = "schema")]
use crate::schema::{Of, Type};
use crate::tree::Node;

impl<T: Members + Decode> Encode for Fields<T> {
    fn encode(&self, encoder: &mut Encoder) {
        let names = self.names();
        if names.is_empty() {
            return encoder.refuse(check::EMPTY, "no name");
        }
        if !matches!(self.chosen, Chosen::All) {
            let issues = names.iter().enumerate().filter_map(|(at, name)| check::issue::<T>(at, name));
            encoder.issues.extend(issues);
        }
        encoder.text(&names.join(","));
    }

    fn shape(&self) -> Shape<'_> {
        match &self.chosen {
            Chosen::All => Shape::Other,
            Chosen::Constant(names) => Shape::List(names.len()),
            Chosen::Names(names) => Shape::List(names.len()),
        }
    }

    fn kind() -> Kind {
        Kind::Text
    }

    #[cfg(feature = "schema")]
    fn describe() -> Type {
        Type::Fields(Of::new(T::describe))
    }
}

impl<T: Members + Decode> Decode for Fields<T> {
    fn placeholder() -> Self {
        Self::all()
    }

    /// From names with commas in between, and blanks around them.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        let Some(text) = node.scalar() else {
            return decoder.mismatch("names with commas", node);
        };
        let names: Vec<&str> = text.split(',').map(str::trim).collect();
        let issue = |(at, name): (usize, &&str)| match *name {
            "" => Some(Issue::at(&format!("[{at}]"), check::EMPTY, "blank text").of(IssueKind::Missing)),
            name => check::issue::<T>(at, name),
        };
        match names.iter().enumerate().find_map(issue) {
            Some(issue) => decoder.refuse(issue),
            None => *self = names.into_iter().collect(),
        }
    }
}
