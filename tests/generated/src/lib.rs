//! All definitions of the corpus as Rust, as `build.rs` writes it; nothing where the corpus is missing.
#![forbid(unsafe_code)]
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/apis.rs"));

#[cfg(test)]
mod forms;

#[cfg(test)]
mod tests {
    #[test]
    fn the_corpus_was_there() {
        if super::APIS == 0 {
            println!("skipped: there is no ../shared/corpus/metadata beside the workspace");
        }
    }
}
