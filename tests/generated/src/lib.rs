//! All definitions and pages of the shared folder as Rust, as `build.rs` writes it; nothing where the folder is missing.
#![forbid(unsafe_code)]
#![deny(warnings)]
// Documents mention names without backticks, and have objects of hundreds of fields.
#![allow(clippy::doc_markdown, clippy::too_many_lines)]

include!(concat!(env!("OUT_DIR"), "/apis.rs"));

#[cfg(test)]
mod forms;

#[cfg(test)]
mod tests {
    #[test]
    fn there_were_documents() {
        if super::APIS == 0 {
            println!("skipped: there is no ../shared beside the workspace");
        }
    }
}
