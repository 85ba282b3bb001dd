//! Language-independent content of a sample: the nesting of members.

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
    /// The name as written in the sample.
    pub(super) name: String,
    /// Returns the line, counted from 1.
    pub(super) line: usize,
    /// The value of a scalar. Elements of a list are joined by commas.
    pub(super) value: Option<String>,
    /// Members, if it is an object.
    pub(super) object: Option<usize>,
    /// Elements, if it is a list.
    pub(super) items: Option<Items>,
}

impl Member {
    /// Returns `true` if the member or its elements have members.
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
    /// Element name, if the sample has one.
    pub(super) name: Option<String>,
    /// Object of the first element; `None` for scalars.
    pub(super) node: Option<usize>,
}

impl Sample {
    /// Creates a sample with an empty root object. Names are capitalised in a sample of setters.
    pub(super) fn new(name: impl Into<String>, line: usize, setters: bool) -> Self {
        Self { name: name.into(), line, setters, nodes: vec![Node::default()] }
    }

    /// Returns the name of the root object.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the first line.
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

    /// Returns the members of an object.
    pub(super) fn members(&self, node: usize) -> &[Member] {
        self.nodes.get(node).map_or(&[], |node| &node.members)
    }

    /// Finds the first member with this wire name, starting at an index.
    pub(super) fn find(&self, node: usize, name: &str, from: usize) -> Option<usize> {
        let index = &self.nodes.get(node)?.index;
        let after = |key: &str| {
            let places = index.get(key)?;
            places.get(places.partition_point(|place| *place < from)).copied()
        };
        let key = self.key(name);
        // A JSON parameter has two setters: for the object and for its text.
        after(&key).or_else(|| self.setters.then(|| after(&format!("{key}string"))).flatten())
    }

    /// Counts the members whose name starts with this word.
    pub(super) fn with_word(&self, node: usize, word: &str) -> usize {
        self.nodes.get(node).and_then(|node| node.words.get(word)).copied().unwrap_or_default()
    }

    /// Returns the comparison key of a name: `page_no` matches `setPageNo`.
    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if !self.setters {
            return Cow::Borrowed(name);
        }
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        Cow::Owned(letters.map(|char| char.to_ascii_lowercase()).collect())
    }
}
