//! The Java sample of a call: objects, setter calls and session.

mod literal;
mod statement;

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Session;

use super::lines::Lines;
use super::sample::{Items, Member, Sample};
use statement::{Statement, statements};

/// Content of a Java sample.
pub(super) struct Java {
    /// The nesting.
    pub(super) sample: Sample,
    /// Whether the call passes a session.
    pub(super) session: Session,
}

/// Value of a variable.
#[derive(Clone, Copy)]
enum Variable {
    Object(usize),
    /// A list, with its first element if any.
    List(usize),
}

impl Java {
    /// Reads the sample in a range of lines; `None` if no statement sets or calls anything.
    pub(super) fn read(page: &Lines<'_>, lines: Range<usize>) -> Option<Self> {
        let mut reader = Reader {
            sample: Sample::new("", lines.start, true),
            variables: HashMap::new(),
            first_items: Vec::new(),
            request: None,
        };
        let statements = statements(page, lines);
        let mut session = Session::Unknown;
        let mut seen = false;
        for (line, statement) in &statements {
            seen |= !matches!(statement, Statement::Other);
            match statement {
                Statement::Create { variable, list, request } => reader.create(variable, *list, *request),
                Statement::Set { variable, name, value } => reader.set(*line, variable, name, value),
                Statement::Add { variable, value } => reader.add(variable, value),
                Statement::Execute { session: passed } => {
                    session = if *passed { Session::Required } else { Session::NotRequired };
                }
                Statement::Other => {}
            }
        }
        seen.then_some(Self { sample: reader.sample, session })
    }
}

struct Reader<'a> {
    sample: Sample,
    variables: HashMap<&'a str, Variable>,
    /// First element of each list, by list number.
    first_items: Vec<Option<usize>>,
    request: Option<&'a str>,
}

impl<'a> Reader<'a> {
    fn create(&mut self, variable: &'a str, list: bool, request: bool) {
        let made = if list {
            self.first_items.push(None);
            Variable::List(self.first_items.len() - 1)
        } else if request && self.request.is_none() {
            self.request = Some(variable);
            Variable::Object(0)
        } else {
            Variable::Object(self.sample.add())
        };
        self.variables.insert(variable, made);
    }

    fn add(&mut self, variable: &str, value: &str) {
        let element = self.variables.get(value.trim()).copied();
        if let (Some(Variable::List(list)), Some(Variable::Object(node))) =
            (self.variables.get(variable), element)
        {
            self.first_items[*list].get_or_insert(node);
        }
    }

    fn set(&mut self, line: usize, variable: &str, name: &str, value: &str) {
        let node = match self.variables.get(variable) {
            Some(Variable::Object(node)) => *node,
            // The first lines of the sample may be missing.
            None if variable == "req" || variable == "request" => 0,
            _ => return,
        };
        let mut member = Member { name: name.to_owned(), line, ..Member::default() };
        match self.variables.get(value.trim()) {
            Some(Variable::Object(object)) => member.object = Some(*object),
            Some(Variable::List(list)) => {
                member.items = Some(Items { name: None, node: self.first_items[*list] });
            }
            None => member.value = Some(literal::value(value)),
        }
        self.sample.push(node, member);
    }
}
