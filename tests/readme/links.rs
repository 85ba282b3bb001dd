//! Relative links of the documents lead to files and headings that exist.

use std::path::Path;

use crate::document::{Document, path, read};

const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
    "benches/NOTES.md",
    "docs/batches.md",
    "docs/blocking.md",
    "docs/declare-an-api.md",
    "docs/errors.md",
    "docs/files.md",
    "docs/forms.md",
    "docs/from-page-to-code.md",
    "docs/from-the-java-sdk.md",
    "docs/gateways.md",
    "docs/guide.zh-CN.md",
    "docs/messages.md",
    "docs/pages.md",
    "docs/many-machines.md",
    "docs/observing.md",
    "docs/performance.md",
    "docs/platform-codes.md",
    "docs/programs.md",
    "docs/protected-data.md",
    "docs/record-and-replay.md",
    "docs/reliability.md",
    "docs/scale.md",
    "docs/sessions.md",
    "docs/testing.md",
    "docs/topctl.md",
    "docs/values.md",
    "docs/transport.md",
    "top-auth/README.md",
    "top-messages/README.md",
    "docs/web-services.md",
    "docs/webhooks.md",
    "top-protected/README.md",
    "top-redis/README.md",
    "top-replay/README.md",
    "top-webhook/README.md",
    "topctl/README.md",
];

/// Returns the anchor that GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn has_anchor(document: &str, wanted: &str) -> bool {
    let prose = Document::read(document).prose();
    prose.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == wanted)
}

#[test]
fn relative_links_lead_somewhere() {
    for document in DOCUMENTS {
        let folder = Path::new(document).parent().expect("a folder");
        let text = read(document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { document.into() } else { folder.join(file) };
            let target = target.to_str().expect("UTF-8");
            assert!(path(target).exists(), "{document}: {link}");
            assert!(fragment.is_empty() || has_anchor(target, fragment), "{document}: {link}");
        }
    }
}
