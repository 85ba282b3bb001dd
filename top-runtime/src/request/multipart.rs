//! Multipart forms (RFC 7578), for requests with files: each parameter and each file is a part.

use super::canonical::CanonicalParams;

/// A multipart body, and the content type that contains its boundary.
pub(crate) struct Multipart {
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Multipart {
    /// Writes the parameters that `select` accepts, then `sign`, then all files.
    pub(crate) fn new(
        params: &CanonicalParams,
        select: impl Fn(bool) -> bool,
        sign: Option<(&str, &str)>,
    ) -> Self {
        let boundary = boundary(params);
        let file_len = |(_, file): &(String, crate::File)| file.bytes().len() + 256;
        let capacity = params.text.len() + params.files.iter().map(file_len).sum::<usize>();
        let mut form = Self {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            body: Vec::with_capacity(capacity),
        };
        let texts =
            params.iter().filter(|(.., is_system)| select(*is_system)).map(|(name, value, _)| (name, value));
        for (name, value) in texts.chain(sign) {
            form.part(&boundary, &format!("name=\"{name}\""), "text/plain; charset=UTF-8", value.as_bytes());
        }
        for (name, file) in &params.files {
            let disposition = format!("name=\"{name}\"; filename=\"{}\"", file.name());
            form.part(&boundary, &disposition, file.mime_type(), file.bytes());
        }
        form.body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        form
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

/// Returns a boundary that no part contains.
fn boundary(params: &CanonicalParams) -> String {
    let is_used = |boundary: &str| {
        let line = format!("--{boundary}");
        let in_file = |bytes: &[u8]| bytes.windows(line.len()).any(|window| window == line.as_bytes());
        params.text.contains(&line) || params.files.iter().any(|(_, file)| in_file(file.bytes()))
    };
    let mut number = 0_u32;
    loop {
        let boundary = format!("top-runtime-form-{number:08}");
        if !is_used(&boundary) {
            return boundary;
        }
        number += 1;
    }
}
