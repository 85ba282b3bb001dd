//! The schemas of the five examples match the source of their declarations.

use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};
use top_runtime::TopApi;
use top_runtime::schema::{Code, Codes, Member, Object, Schema, Type};
use top_runtime::session::SessionPolicy;

use crate::source::{Item, Part, read};

/// Compares a schema with the source. Returns the number of compared fields.
fn compare(schema: Schema, example: &str) -> usize {
    let items = read(example);
    let request = find(&items, schema.name());
    assert_eq!(schema.docs(), request.docs);
    let reply = schema.response().object().unwrap();
    members(&schema.params(), request, &items) + object(reply, &items)
}

fn find<'a>(items: &'a [Item], name: &str) -> &'a Item {
    items.iter().find(|item| item.name == name).unwrap_or_else(|| panic!("no `{name}` in the source"))
}

fn object(object: Object, items: &[Item]) -> usize {
    let item = find(items, object.name());
    assert_eq!(object.docs(), item.docs);
    members(&object.members(), item, items)
}

fn members(members: &[Member], item: &Item, items: &[Item]) -> usize {
    let names: Vec<_> = members.iter().map(Member::name).collect();
    assert_eq!(names, item.parts.iter().map(Part::wire).collect::<Vec<_>>(), "{}", item.name);
    let mut compared = members.len();
    for (member, part) in members.iter().zip(&item.parts) {
        assert_eq!(member.docs(), part.docs, "{}.{}", item.name, part.name);
        assert_eq!(member.ty().to_string(), words(&part.ty), "{}.{}", item.name, part.name);
        let may_be_left_out = part.ty.starts_with("Option<") || part.ty.starts_with("Vec<");
        let must = part.top.split(", ").any(|key| key == "required");
        assert_eq!(member.is_required(), must || !may_be_left_out, "{}.{}", item.name, part.name);
        assert_eq!(member.item_name(), part.key("item"));
        compared += match member.ty() {
            Type::Codes(known) => codes(known, items),
            ty => ty.object().map_or(0, |inner| object(inner, items)),
        };
    }
    compared
}

fn codes(codes: Codes, items: &[Item]) -> usize {
    let item = find(items, codes.name());
    assert_eq!(codes.docs(), item.docs);
    let listed = item.parts.iter().filter(|part| part.top != "other");
    let expected = listed.map(|part| (part.top.trim_matches('"').to_owned(), part.docs.as_str()));
    let known: Vec<_> = codes.listed().iter().map(|code| (code.to_string(), code.docs())).collect();
    assert_eq!(known, expected.collect::<Vec<_>>());
    assert!(codes.is_open());
    known.len()
}

/// Returns the schema's name for a type of the source.
fn words(ty: &str) -> String {
    let inner = |generic: &str| ty.strip_prefix(generic)?.strip_suffix('>').map(words);
    if let Some(content) = inner("Option<") {
        return content;
    }
    if let Some(element) = inner("Vec<") {
        return format!("list of {element}");
    }
    match ty {
        "String" => "text",
        "i64" => "number",
        "bool" => "boolean",
        "DateTime" => "date",
        "Price" => "price",
        "Millis" => "milliseconds",
        "Seconds" => "seconds",
        "Json<serde_json::Value>" => "JSON",
        declared => declared,
    }
    .to_owned()
}

#[test]
fn schema_matches_every_declared_field() {
    assert_eq!(compare(complaint_ticket::CreateComplaintTicket::SCHEMA, "complaint_ticket.rs"), 26);
    assert_eq!(compare(appeal::AssessAppeal::SCHEMA, "appeal.rs"), 50);
    assert_eq!(compare(case_update::UpdateIdentificationCase::SCHEMA, "case_update.rs"), 18);
    assert_eq!(compare(mediation_result::PushMediationResult::SCHEMA, "mediation_result.rs"), 12);
    assert_eq!(compare(settlement::PushCommunication::SCHEMA, "settlement.rs"), 49);
}

#[test]
fn schema_describes_the_api() {
    let schema = complaint_ticket::CreateComplaintTicket::SCHEMA;
    assert_eq!(schema.method(), "alibaba.niaochao.complaintticket.create");
    assert_eq!(schema.docs(), "创建投诉工单: opens a complaint ticket.");
    assert_eq!((schema.session_use(), schema.spec().is_idempotent()), (SessionPolicy::Required, false));
    assert_eq!(schema.spec().protocol_version(), "2.0");
    assert_eq!(mediation_result::PushMediationResult::SCHEMA.session_use(), SessionPolicy::Optional);
    let appeal = appeal::AssessAppeal::SCHEMA.params()[0].ty().object().unwrap();
    assert_eq!(appeal.any_of(), [["nick", "order_id"]]);
}

#[test]
fn code_documentation_comes_from_the_variants() {
    let case = case_update::UpdateIdentificationCase::SCHEMA.params()[0].ty().object().unwrap();
    let operation = case.members().into_iter().find(|member| member.name() == "operate_type").unwrap();
    let Type::Codes(codes) = operation.ty() else { panic!("{}", operation.ty()) };
    assert_eq!(codes.listed(), [Code::Integer(1, "1: 开启, opened."), Code::Integer(2, "2: 完结, closed.")]);
}
