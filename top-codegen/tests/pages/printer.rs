//! Prints definitions as pages in the platform's format, where the tables have no nesting.

use std::fmt::Write as _;

use serde_json::Value;

use crate::random::Random;

/// Example values of pages, including awkward ones.
const EXAMPLES: [&str; 16] = [
    "示例值",
    "xxxxx",
    "a,b,c",
    "123456",
    r#"{"key":"value"}"#,
    "http://img.example.com/a.jpg?x=1&y=2",
    "[]",
    "{}",
    "2021-01-01",
    "true",
    "C:\\temp\\a;b",
    "<b>粗体</b>",
    "\"error\"",
    "two words",
    "[abc]",
    "data",
];
/// Descriptions of pages, including misleading ones.
const DESCRIPTIONS: [&str; 10] = [
    "编号",
    "状态(1:开启,2:完结)",
    "系统自动生成",
    "格式: yyyy-MM-dd HH:mm:ss,例如 2013-04-21",
    "data",
    "Result",
    "是否必须 必须",
    "说明如下\n0:买家承担\n1: 卖家承担",
    "最大长度64字符",
    "page_no Number 页码",
];
const NUMBERS: [&str; 6] = ["0", "1", "123", "627544309085", "demo", "100000"];

/// Printer of a page.
pub(crate) struct Printer<'a> {
    pub(crate) chance: &'a mut Random,
    /// Number of values without an example, out of ten.
    pub(crate) bare: u32,
    page: String,
    indented: bool,
    variables: usize,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(chance: &'a mut Random, bare: u32) -> Self {
        Self { chance, bare, page: String::new(), indented: false, variables: 0 }
    }

    /// Prints a definition as a page.
    pub(crate) fn print(mut self, definition: &Value) -> String {
        let method = text(definition, "name");
        if self.chance.of(4, 10) {
            self.page.push_str("注意:以下文档只适用于TOP接口,请谨慎使用!\n\n");
        }
        if self.chance.of(7, 10) {
            self.page.push_str("文档中心 > API类目 > 示例API\n\n");
        }
        let title = text(definition, "apiChineseName");
        let _ = write!(self.page, "{method} ({title})\n\n说明\n\n公共参数\n\n请求参数\n\n");
        let request = self.fields(&definition["requestParams"], 0);
        let response = self.fields(&definition["responseParams"], 0);
        self.line("名称 类型 是否必须 示例值 更多限制 描述");
        for field in &request {
            self.top_row(field, true);
        }
        self.heading("响应参数");
        self.line("名称 类型 示例值 描述");
        for field in &response {
            self.top_row(field, false);
        }
        self.heading("请求示例");
        self.line("  • JAVA");
        self.java(&method, &request);
        self.heading("响应示例");
        self.line("  • XML示例");
        self.line("  • JSON示例");
        let plain = method.strip_prefix("taobao.").unwrap_or(&method);
        let root = format!("{}_response", plain.replace('.', "_"));
        self.line(&format!("<{root}>"));
        for field in &response {
            self.xml(field, 1);
        }
        self.line(&format!("</{root}>"));
        self.heading("异常示例");
        self.line("<error_response>\n    <code>50</code>\n</error_response>");
        self.heading("错误码解释");
        self.page.push_str("返回\n顶部");
        self.page
    }

    fn fields(&mut self, members: &Value, level: usize) -> Vec<Row> {
        let members = members.as_array().cloned().unwrap_or_default();
        members.iter().map(|member| self.field(member, level)).collect()
    }

    fn field(&mut self, member: &Value, level: usize) -> Row {
        let ty: String = text(member, "type").split_whitespace().collect();
        let fields = self.fields(&member["subParams"], level + 1);
        let mut example = if self.chance.of(self.bare, 10) { String::new() } else { self.example(&ty) };
        if ty.ends_with("[]") && level > 0 && example == "[]" {
            example.clear();
        }
        let description = self.chance.pick(&DESCRIPTIONS).to_owned();
        Row {
            name: text(member, "name"),
            ty,
            required: member["required"] == true,
            example,
            description,
            level,
            fields,
        }
    }

    fn example(&mut self, ty: &str) -> String {
        match ty {
            "Number" => self.chance.pick(&NUMBERS).to_owned(),
            "Boolean" => self.chance.pick(&["true", "false"]).to_owned(),
            "Date" => "2013-04-21 14:00:00".to_owned(),
            _ => self.chance.pick(&EXAMPLES).to_owned(),
        }
    }

    fn line(&mut self, text: &str) {
        if self.indented {
            self.page.push_str("    ");
        }
        self.page.push_str(text);
        self.page.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.page.push('\n');
        self.line(title);
        self.page.push('\n');
    }

    fn top_row(&mut self, row: &Row, request: bool) {
        let must = if row.required { "必须" } else { "可选" };
        let ty = row.spaced_type();
        let parts = [row.name.as_str(), &ty, if request { must } else { "" }, &row.example];
        let mut line = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ");
        if request && self.chance.of(1, 8) {
            self.line(&line);
            let limits = ["最大列表长度:20", "最大长度:64", "最小值:1 最大值:100", "默认值:1"];
            let limit = self.chance.pick(&limits).to_owned();
            let _ = writeln!(self.page, "  • {limit}\n  • {}", row.description);
            self.indented = true;
        } else {
            let _ = write!(line, " {}", row.description);
            self.line(&line);
        }
        row.fields.iter().for_each(|field| self.nested_row(field, request));
    }

    fn nested_row(&mut self, row: &Row, request: bool) {
        let mark = if row.fields.is_empty() { "└ " } else { "" };
        let indent = if self.indented { "    " } else { "  " };
        let mut cells = vec![format!("{mark}{}", row.name), row.spaced_type()];
        if request {
            cells.push(if row.required { "必须" } else { "可选" }.to_owned());
        }
        cells.extend([&row.example, &row.description].into_iter().filter(|cell| !cell.is_empty()).cloned());
        for cell in cells {
            let _ = writeln!(self.page, "{indent}• {cell}");
        }
        row.fields.iter().for_each(|field| self.nested_row(field, request));
    }

    fn java(&mut self, method: &str, request: &[Row]) {
        let class = format!("{}Request", camel(&method.replace(['.', '-'], "_")));
        self.line("TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);");
        self.line(&format!("{class} req = new {class}();"));
        for row in request {
            self.setter("req", row, &class);
        }
        let call = if request.len().is_multiple_of(2) {
            "client.execute(req)"
        } else {
            "client.execute(req, sessionKey)"
        };
        self.line(&format!("{} rsp = {call};", class.replace("Request", "Response")));
        self.line("System.out.println(rsp.getBody());");
    }

    fn setter(&mut self, target: &str, row: &Row, class: &str) {
        let name = camel(&row.name);
        if row.fields.is_empty() {
            if let Some(value) = row.java_value() {
                self.line(&format!("{target}.set{name}({value});"));
            }
            return;
        }
        let class_name = format!("{class}.{}", row.ty.trim_end_matches("[]"));
        self.variables += 1;
        let list = format!("list{}", self.variables);
        if row.is_list() {
            self.line(&format!("List<{class_name}> {list} = new ArrayList<{class_name}>();"));
            self.variables += 1;
        }
        let object = format!("obj{}", self.variables);
        self.line(&format!("{class_name} {object} = new {class_name}();"));
        if row.is_list() {
            self.line(&format!("{list}.add({object});"));
        }
        row.fields.iter().for_each(|field| self.setter(&object, field, class));
        let value = if row.is_list() { list } else { object };
        self.line(&format!("{target}.set{name}({value});"));
    }

    fn xml(&mut self, row: &Row, depth: usize) {
        let indent = "    ".repeat(depth);
        let Row { name, example, .. } = row;
        let item = row.item_name();
        if !row.fields.is_empty() {
            self.line(&format!("{indent}<{name}>"));
            if row.is_list() {
                self.line(&format!("{indent}    <{item}>"));
            }
            row.fields.iter().for_each(|field| self.xml(field, depth + 1 + usize::from(row.is_list())));
            if row.is_list() {
                self.line(&format!("{indent}    </{item}>"));
            }
            self.line(&format!("{indent}</{name}>"));
        } else if example.is_empty() && (row.level == 0 || row.is_list()) {
            // Samples omit these.
        } else if row.is_list() {
            self.line(&format!("{indent}<{name}>"));
            for value in example.trim_matches(['[', ']']).split(',') {
                self.line(&format!("{indent}    <{item}>{}</{item}>", escaped(value)));
            }
            self.line(&format!("{indent}</{name}>"));
        } else {
            self.line(&format!("{indent}<{name}>{}</{name}>", escaped(example)));
        }
    }
}

/// A row of a table.
struct Row {
    name: String,
    ty: String,
    required: bool,
    example: String,
    description: String,
    level: usize,
    fields: Vec<Row>,
}

impl Row {
    fn is_list(&self) -> bool {
        self.ty.ends_with("[]") && self.ty != "byte[]"
    }

    fn spaced_type(&self) -> String {
        if self.is_list() { self.ty.replacen("[]", " []", 1) } else { self.ty.clone() }
    }

    fn item_name(&self) -> String {
        let mut name = String::new();
        for char in self.ty.trim_end_matches("[]").chars() {
            if char.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(char.to_ascii_lowercase());
        }
        name
    }

    /// Returns the argument of a setter; `None` if the sample has no setter.
    fn java_value(&self) -> Option<String> {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        match self.ty.as_str() {
            "Number" => self.example.parse::<u64>().ok().map(|number| format!("{number}L")),
            "Boolean" => (!self.example.is_empty()).then(|| self.example.clone()),
            "Date" => (!self.example.is_empty())
                .then(|| format!("StringUtils.parseDateTime({})", quoted(&self.example))),
            "byte[]" => Some("new FileItem(\"/path/file.txt\")".to_owned()),
            _ if self.example.is_empty() && self.level == 0 => None,
            _ => Some(quoted(&self.example)),
        }
    }
}

fn camel(name: &str) -> String {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    name.split(['_', '.']).filter(|part| !part.is_empty()).map(capital).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
