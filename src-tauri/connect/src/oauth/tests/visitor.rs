//! Whoever knocks at the listener: the browser on its way back, or somebody else.

use reqwest::Url;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// `127.0.0.1:49152` of a redirect.
pub(super) fn host(redirect: &str) -> String {
    let url = Url::parse(redirect).unwrap();
    format!("{}:{}", url.host_str().unwrap(), url.port().unwrap())
}

/// Says something at a host and gives what was answered; nothing where the connection was cut.
pub(super) async fn say(host: &str, bytes: &[u8]) -> String {
    let mut answer = Vec::new();
    let Ok(mut stream) = TcpStream::connect(host).await else { return String::new() };
    // A server that has heard enough may cut the connection before all is said.
    let said = stream.write_all(bytes).await;
    let heard = stream.read_to_end(&mut answer).await;
    if said.is_err() || heard.is_err() {
        answer.clear();
    }
    String::from_utf8(answer).unwrap()
}

/// The head that a browser sends to go to an address.
pub(super) fn head(url: &Url) -> String {
    let target = &url[url::Position::BeforePath..];
    format!(
        "GET {target} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nConnection: keep-alive\r\n\r\n",
        host(url.as_str()),
    )
}

/// Goes to an address as a browser does.
pub(super) async fn go(url: &Url) -> String {
    say(&host(url.as_str()), head(url).as_bytes()).await
}
