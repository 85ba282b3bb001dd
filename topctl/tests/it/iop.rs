//! Documents of IOP, and of topics.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::folder::Folder;

/// Returns a folder with documents of IOP in `iop` and of topics in `topics`.
fn documents() -> Folder {
    let folder = Folder::new();
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../top-codegen/tests/documents");
    for path in [
        "iop/lazada/parcel-api.getparcel.json",
        "iop/aliexpress/parcel_track.md",
        "iop/aliexpress/example.parcel.price.query.md",
        "topics/example_parcel_StopReached.txt",
        "topics/example_parcel_Lost.json",
    ] {
        folder.write(path, fs::read(documents.join(path)).unwrap());
    }
    folder
}

#[test]
fn path_becomes_a_declaration_with_its_http_method() {
    let code = documents().run(&["add", "iop/lazada/parcel-api.getparcel.json"]).done();
    assert!(code.contains("    path = \"/parcels/{parcel_id}/stops\",\n    http = \"GET\",\n"), "{code}");
    assert!(code.contains("    session = required"), "{code}");
}

#[test]
fn topic_becomes_a_message_without_a_test_and_its_dependencies() {
    let run = documents().run(&["add", "topics/example_parcel_StopReached.txt"]);
    assert!(!run.stderr.contains("dev-dependencies"), "{}", run.stderr);
    let code = run.done();
    assert!(
        code.contains(
            "#[derive(Debug, Clone, PartialEq, TopMessage)]\n#[top_message(topic = \"example_parcel_StopReached\")]\n\
             pub struct StopReached {"
        ),
        "{code}"
    );
    assert!(!code.contains("mod tests"), "{code}");
}

#[test]
fn catalogue_has_packages_of_paths_methods_and_topics() {
    let folder = documents();
    folder.run(&["add", "iop", "topics", "--out", "parcels", "--crate", "parcels"]).done();
    let made = folder.tree("parcels");
    for file in [
        "parcels/src/parcels/parcels_parcel_id_stops.rs",
        "parcels/src/parcel/parcel_track.rs",
        "parcels/src/parcel/example_parcel_price_query.rs",
        "parcels/src/parcel/example_parcel_lost.rs",
    ] {
        assert!(made.iter().any(|made| made == file), "{file}: {made:?}");
    }
}

#[test]
fn schema_and_export_tell_the_protocol() {
    let folder = documents();
    let schema: Value =
        serde_json::from_str(&folder.run(&["schema", "iop/aliexpress/parcel_track.md"]).done()).unwrap();
    assert_eq!((&schema["protocol"], &schema["http"]), (&"iop_rest".into(), &"GET".into()));
    assert_eq!((&schema["method"], &schema["session"]), (&"/parcel/track".into(), &true.into()));
    let document: Value = serde_json::from_str(&folder.run(&["export", "openapi", "iop"]).done()).unwrap();
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(paths, ["/parcel/track", "/parcels/{parcel_id}/stops", "/sync#example.parcel.price.query"]);
}
