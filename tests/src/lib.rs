//! Documentation tests of the code in the READMEs and in `docs/`.

/// Compiles and runs the code blocks of a document.
macro_rules! document {
    ($name:ident, $path:literal) => {
        #[cfg(doctest)]
        #[doc = include_str!($path)]
        pub struct $name;
    };
}

document!(Readme, "../../README.md");
document!(ReadmeChinese, "../../README.zh-CN.md");
document!(Architecture, "../../ARCHITECTURE.md");
document!(Batches, "../../docs/batches.md");
document!(Blocking, "../../docs/blocking.md");
document!(DeclareAnApi, "../../docs/declare-an-api.md");
document!(Errors, "../../docs/errors.md");
document!(Files, "../../docs/files.md");
document!(Forms, "../../docs/forms.md");
document!(FromPageToCode, "../../docs/from-page-to-code.md");
document!(FromTheJavaSdk, "../../docs/from-the-java-sdk.md");
document!(GuideChinese, "../../docs/guide.zh-CN.md");
document!(Messages, "../../docs/messages.md");
document!(ManyMachines, "../../docs/many-machines.md");
document!(Pages, "../../docs/pages.md");
document!(Observing, "../../docs/observing.md");
document!(Performance, "../../docs/performance.md");
document!(Programs, "../../docs/programs.md");
document!(ProtectedData, "../../docs/protected-data.md");
document!(RecordAndReplay, "../../docs/record-and-replay.md");
document!(Reliability, "../../docs/reliability.md");
document!(Scale, "../../docs/scale.md");
document!(Gateways, "../../docs/gateways.md");
document!(Sessions, "../../docs/sessions.md");
document!(Testing, "../../docs/testing.md");
document!(Topctl, "../../docs/topctl.md");
document!(Values, "../../docs/values.md");
document!(Transport, "../../docs/transport.md");
document!(WebServices, "../../docs/web-services.md");
document!(Webhooks, "../../docs/webhooks.md");
