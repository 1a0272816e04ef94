//! A server with a small made-up group in the middle of their work, so that anyone can look around.
//!
//! Real devices, without a screen, write through the real wire; then one of them hands her twelve words to the visitor.

mod device;
mod story;

use anyhow::{Context, Result};
use naptime_server::{
    limits::Limits,
    server::{Config, Figures, Proxy, Server},
};
use std::{net::SocketAddr, path::PathBuf, sync::Arc};

fn main() -> Result<()> {
    let mut arguments = pico_args::Arguments::from_env();
    let listen: SocketAddr = arguments.value_from_str("--listen")?;
    let app: PathBuf = arguments.value_from_str("--app")?;
    tokio::runtime::Runtime::new()?.block_on(run(listen, app))
}

async fn run(listen: SocketAddr, app: PathBuf) -> Result<()> {
    let folder = tempfile::tempdir().context("making a folder for the server")?;
    let config = Config {
        listen,
        data: folder.path().to_owned(),
        app: Some(app),
        over: Arc::default(),
        origins: Vec::new(),
        proxy: Proxy::None,
        figures: Figures::Written,
        limits: Limits::default(),
    };
    let server = Server::start(config).await?;
    let address = server.address()?;
    let running = tokio::spawn(server.run(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }));
    let words = tokio::task::spawn_blocking(move || story::tell(address)).await??;
    println!("A made-up group is in the middle of its work at http://{address}");
    println!("Choose \"I have used Naptime before\" and give the words of Ana, one of them:\n\n    {words}\n");
    println!("Nothing is kept after Ctrl-C.");
    running.await??;
    Ok(())
}
