use top_runtime::{AppSecret, SessionKey};

fn main() {
    println!("{}", AppSecret::new("secret"));
    println!("{}", SessionKey::new("session"));
}
