//! A subscriber that records all spans and events with their fields.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Text of each field by its name.
pub(crate) type Fields = BTreeMap<&'static str, String>;

/// Records the spans and events of one thread. Clones share their records.
#[derive(Clone)]
pub(crate) struct Recorder {
    max: Level,
    records: Arc<Mutex<Records>>,
}

#[derive(Default)]
struct Records {
    spans: Vec<RecordedSpan>,
    events: Vec<RecordedEvent>,
    /// Indices of the spans that are entered.
    entered: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct RecordedSpan {
    pub(crate) name: &'static str,
    pub(crate) target: String,
    pub(crate) level: Level,
    pub(crate) fields: Fields,
}

#[derive(Debug, Clone)]
pub(crate) struct RecordedEvent {
    pub(crate) target: String,
    pub(crate) level: Level,
    pub(crate) fields: Fields,
    /// Names of the spans that were entered, the outermost first.
    pub(crate) spans: Vec<&'static str>,
}

impl Recorder {
    /// Records spans and events up to this level.
    pub(crate) fn new(max: Level) -> Self {
        Self { max, records: Arc::default() }
    }

    pub(crate) fn spans(&self) -> Vec<RecordedSpan> {
        self.lock().spans.clone()
    }

    pub(crate) fn events(&self) -> Vec<RecordedEvent> {
        self.lock().events.clone()
    }

    /// Returns the names of the spans that are entered now.
    pub(crate) fn entered(&self) -> Vec<&'static str> {
        self.lock().entered()
    }

    fn lock(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Records {
    fn entered(&self) -> Vec<&'static str> {
        self.entered.iter().map(|index| self.spans[*index].name).collect()
    }
}

/// Writes fields as text.
struct Writer<'a>(&'a mut Fields);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

/// Returns the index of a span: ids begin with 1.
fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64() - 1).unwrap()
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.max
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let metadata = attributes.metadata();
        let mut fields = Fields::new();
        attributes.record(&mut Writer(&mut fields));
        let (name, target, level) = (metadata.name(), metadata.target().to_owned(), *metadata.level());
        let mut records = self.lock();
        records.spans.push(RecordedSpan { name, target, level, fields });
        Id::from_u64(records.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut Writer(&mut self.lock().spans[index(span)].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Writer(&mut fields));
        let metadata = event.metadata();
        let mut records = self.lock();
        let spans = records.entered();
        let (target, level) = (metadata.target().to_owned(), *metadata.level());
        records.events.push(RecordedEvent { target, level, fields, spans });
    }

    fn enter(&self, span: &Id) {
        self.lock().entered.push(index(span));
    }

    fn exit(&self, span: &Id) {
        let left = self.lock().entered.pop();
        assert_eq!(left, Some(index(span)), "spans are left in reverse order");
    }
}
