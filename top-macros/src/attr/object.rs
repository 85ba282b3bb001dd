//! `#[top(..)]` on a `TopValue` type itself.

use syn::parse::ParseStream;
use syn::{Attribute, Path, Result};

use crate::attr::key::Key;
use crate::attr::{AnyOf, Slot, keys, read};
use crate::diag::Diag;

/// What `#[top(..)]` says on a struct.
#[derive(Default)]
pub(crate) struct Object {
    pub(crate) any_of: Vec<AnyOf>,
    /// The function that reads the verdict of a reply.
    pub(crate) outcome: Slot<Path>,
    pub(crate) build: Slot<()>,
    pub(crate) runtime: Slot<Path>,
}

impl Object {
    pub(crate) fn read(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut object = Self::default();
        read(attrs, "top", diag, |input, diag| object.entry(input, diag));
        object
    }

    fn entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        let key = match Key::read(input, &keys::STRUCT) {
            Ok(key) => key,
            Err(unknown) => {
                if unknown.meant == Some("build") {
                    self.build.mean();
                }
                return Err(unknown.error);
            }
        };
        match key.ident.to_string().as_str() {
            "any_of" => {
                self.any_of.push(key.any_of(input)?);
                Ok(())
            }
            "outcome" => self.outcome.fill(key, input, diag, Key::value),
            "build" => self.build.fill(key, input, diag, Key::flag),
            _ => self.runtime.fill(key, input, diag, Key::module),
        }
    }
}

/// What `#[top(..)]` says on an enum.
#[derive(Default)]
pub(crate) struct Coded {
    pub(crate) runtime: Slot<Path>,
}

impl Coded {
    pub(crate) fn read(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut coded = Self::default();
        read(attrs, "top", diag, |input, diag| {
            let key = Key::read(input, &keys::ENUM)?;
            coded.runtime.fill(key, input, diag, Key::module)
        });
        coded
    }
}
