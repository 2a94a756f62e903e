//! The guides `close-codes/src/guide/*.md`: the code that they show does what they say.
//!
//! Each file of this folder begins with the code of its guide, and ends with the tests of this code.
#![allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::result_large_err,
    clippy::unwrap_used,
    reason = "the guides show short code, and what goes wrong here fails a test"
)]

use close_codes::WithCloseEvent;
use tokio::io::DuplexStream;
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::Role;

mod proxies;
mod reconnecting;
mod refusing;
mod shutting_down;
mod why_1006;

type Socket = WithCloseEvent<WebSocketStream<DuplexStream>>;

/// Returns both ends of a connection in memory: the server and the client.
async fn connection() -> (Socket, Socket) {
    let (near, far) = tokio::io::duplex(1024);
    let server = WebSocketStream::from_raw_socket(near, Role::Server, None).await;
    let client = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
    (WithCloseEvent::server(server), WithCloseEvent::client(client))
}

#[test]
fn each_guide_shows_the_code_that_runs_here() {
    macro_rules! pair {
        ($($name:literal)*) => {
            [$((
                $name,
                include_str!(concat!("../../../../close-codes/src/guide/", $name, ".md")),
                include_str!(concat!($name, ".rs")),
            )),*]
        };
    }

    for (name, guide, file) in pair!("proxies" "reconnecting" "refusing" "shutting_down" "why_1006") {
        let (code, _tests) = file.split_once("\n#[cfg(test)]\n").unwrap();
        let shown = guide.split("```").any(|block| block.split_once('\n').is_some_and(|(_, text)| text == code));
        assert!(
            shown,
            "close-codes/src/guide/{name}.md does not show the code of tests/guides/{name}.rs: copy it there"
        );
    }
}
