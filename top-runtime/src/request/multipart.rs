//! A form with files: each parameter and each file is a part of its own (RFC 7578).

use super::canonical::CanonicalParams;

/// A multipart body, and the content type that names its boundary.
pub(crate) struct Multipart {
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Multipart {
    /// The parameters that `pick` wants, then `more`, then all files.
    pub(crate) fn new(
        list: &CanonicalParams,
        pick: impl Fn(bool) -> bool,
        more: Option<(&str, &str)>,
    ) -> Self {
        let boundary = boundary(list);
        let mut out = Self {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            body: Vec::with_capacity(
                list.text.len() + list.files.iter().map(|(_, file)| file.bytes().len() + 256).sum::<usize>(),
            ),
        };
        let texts = list.iter().filter(|(.., public)| pick(*public)).map(|(name, value, _)| (name, value));
        for (name, value) in texts.chain(more) {
            out.part(&boundary, &format!("name=\"{name}\""), "text/plain; charset=UTF-8", value.as_bytes());
        }
        for (name, file) in &list.files {
            let disposition = format!("name=\"{name}\"; filename=\"{}\"", file.name());
            out.part(&boundary, &disposition, file.mime_type(), file.bytes());
        }
        out.body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        out
    }

    fn part(&mut self, boundary: &str, disposition: &str, mime: &str, content: &[u8]) {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {mime}\r\n\r\n"
        );
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(content);
        self.body.extend_from_slice(b"\r\n");
    }
}

/// A line that none of the parts holds.
fn boundary(list: &CanonicalParams) -> String {
    let taken = |boundary: &str| {
        let line = format!("--{boundary}");
        let in_file = |bytes: &[u8]| bytes.windows(line.len()).any(|window| window == line.as_bytes());
        list.text.contains(&line) || list.files.iter().any(|(_, file)| in_file(file.bytes()))
    };
    let mut number = 0_u32;
    loop {
        let boundary = format!("top-runtime-form-{number:08}");
        if !taken(&boundary) {
            return boundary;
        }
        number += 1;
    }
}
