//! What a sample shows, whichever language it is in: which member belongs to which object.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cell::first_word;

/// The objects of a sample.
pub(super) struct Sample {
    name: String,
    line: usize,
    setters: bool,
    nodes: Vec<Node>,
}

/// One object.
#[derive(Default)]
pub(super) struct Node {
    members: Vec<Member>,
    index: HashMap<String, Vec<usize>>,
    words: HashMap<String, usize>,
}

/// One member of an object.
#[derive(Default)]
pub(super) struct Member {
    /// Its name as the sample writes it.
    pub(super) name: String,
    /// Its line, counted from 1.
    pub(super) line: usize,
    /// Its value, where it is no object. The elements of a list are joined by commas.
    pub(super) value: Option<String>,
    /// Its members, as if it were an object.
    pub(super) object: Option<usize>,
    /// The members of its elements, as if it were a list.
    pub(super) items: Option<Items>,
}

impl Member {
    /// Whether the sample shows members of it, or of its elements.
    pub(super) fn has_members(&self) -> bool {
        match &self.items {
            Some(items) => items.node.is_some(),
            None => self.object.is_some(),
        }
    }
}

/// The elements of a list.
#[derive(Clone)]
pub(super) struct Items {
    /// The name that each element has, if the sample names them.
    pub(super) name: Option<String>,
    /// The members of the first element; none for elements without members.
    pub(super) node: Option<usize>,
}

impl Sample {
    /// A sample of this name at this line, with an object without members as its root. In one of setters, names are capitalised.
    pub(super) fn new(name: impl Into<String>, line: usize, setters: bool) -> Self {
        Self { name: name.into(), line, setters, nodes: vec![Node::default()] }
    }

    /// The name of the root: of a reply, that of the object that it stands in.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Where it starts.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Adds an object.
    pub(super) fn add(&mut self) -> usize {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    /// Adds a member to an object.
    pub(super) fn push(&mut self, node: usize, member: Member) {
        let key = self.key(&member.name).into_owned();
        if let Some(node) = self.nodes.get_mut(node) {
            if let Some(word) = first_word(&member.name) {
                *node.words.entry(word).or_default() += 1;
            }
            node.index.entry(key).or_default().push(node.members.len());
            node.members.push(member);
        }
    }

    /// The members of an object.
    pub(super) fn members(&self, node: usize) -> &[Member] {
        self.nodes.get(node).map_or(&[], |node| &node.members)
    }

    /// The member of an object that a wire name stands for: the first one from this place on.
    pub(super) fn find(&self, node: usize, name: &str, from: usize) -> Option<usize> {
        let index = &self.nodes.get(node)?.index;
        let after = |key: &str| {
            let places = index.get(key)?;
            places.get(places.partition_point(|place| *place < from)).copied()
        };
        let key = self.key(name);
        // what is sent as JSON has a setter for the object and one for its text
        after(&key).or_else(|| self.setters.then(|| after(&format!("{key}string"))).flatten())
    }

    /// How many members of an object have a name that starts with this word.
    pub(super) fn with_word(&self, node: usize, word: &str) -> usize {
        self.nodes.get(node).and_then(|node| node.words.get(word)).copied().unwrap_or_default()
    }

    /// What a name is compared by: `page_no` is set by `setPageNo`.
    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if !self.setters {
            return Cow::Borrowed(name);
        }
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        Cow::Owned(letters.map(|char| char.to_ascii_lowercase()).collect())
    }
}
