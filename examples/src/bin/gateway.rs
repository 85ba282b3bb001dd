//! Runs the local gateway of the five APIs until it is interrupted, for programs that read app key,
//! app secret, session and gateway from the environment. Prints the lines that set them.

use std::io::{self, Write as _};

use top_examples::gateway::{self, APP_KEY, APP_SECRET};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let sandbox = gateway::start().await?;
    let mut stdout = io::stdout();
    writeln!(stdout, "export TOP_GATEWAY={}", sandbox.url())?;
    writeln!(stdout, "export TOP_APP_KEY={APP_KEY} TOP_APP_SECRET={APP_SECRET} TOP_SESSION=6100sandbox")?;
    stdout.flush()?;
    std::future::pending().await
}
