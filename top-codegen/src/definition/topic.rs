//! Definitions of topics: the name in `topic`, or a topic's name in `name`; the fields of a message
//! in `fields`, `messageParams` or `responseParams`.

use super::fields;
use super::raw::RawDefinition;
use super::source::Source;
use crate::model::{Protocol, topic_name_error};
use crate::{Api, Diagnostic, Document};

/// Returns `true` if a definition has a topic instead of a method.
pub(super) fn is_definition(raw: &RawDefinition<'_>, source: &Source<'_>) -> bool {
    let is_topic = |name: String| !name.contains('.') && topic_name_error(&name).is_none();
    let describes = raw.fields.or(raw.message_params).or(raw.response_params).is_some();
    raw.topic.is_some() || (describes && source.words(raw.name, "name").is_ok_and(is_topic))
}

/// Reads one definition.
pub(super) fn read<'a>(raw: &RawDefinition<'a>, mut source: Source<'a>) -> Result<Document, Diagnostic> {
    let (member, name) = if raw.topic.is_some() { ("topic", raw.topic) } else { ("name", raw.name) };
    let topic = source.words(name, member)?;
    if let Some(fault) = topic_name_error(&topic) {
        let line = source.line(name.map_or("", |name| name.get()));
        let text = format!(
            "expected the topic in `{member}`, like `taobao_trade_TradeCreate`, found {topic:?}: {fault}"
        );
        return Err(Diagnostic::at(line, text).with_help("write the topic as its page has it"));
    }
    if let Some(params) = raw.request_params.filter(|params| !matches!(params.get(), "null" | "[]")) {
        source.warn(params.get(), "a topic has no request: `requestParams` is left out");
    }
    let (member, params) = match (raw.fields, raw.message_params) {
        (Some(fields), _) => ("$.fields", Some(fields)),
        (None, Some(params)) => ("$.messageParams", Some(params)),
        (None, None) => ("$.responseParams", raw.response_params),
    };
    let title = source.words(raw.title, "title")?;
    let api = Api {
        title: if title.is_empty() { source.words(raw.api_chinese_name, "apiChineseName")? } else { title },
        description: source.words(raw.description, "description")?,
        response: fields::read(params, member, &mut source)?,
        ..Api::new(topic, Protocol::Tmc)
    };
    Ok(Document { api, warnings: source.into_warnings() })
}
