use std::time::Duration;

use close_codes::{CloseCode, CloseEvent, CloseOutcome, Reconnect, WithCloseEvent};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval_at, sleep, timeout};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

#[close_codes::close_codes("codes/chat.csv")]
enum ChatCode {}

/// The limit for the opening.
const OPENING: Duration = Duration::from_secs(10);
/// The time between two pings.
const PING: Duration = Duration::from_secs(20);
/// A connection that lasts this long is not a failure. At least one ping was answered.
const LASTING: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if let Err(error) = stay_connected("wss://chat.example").await {
        eprintln!("cannot connect: {error}");
        std::process::exit(1);
    }
}

/// Reconnects until a code says to stop, and returns the last event.
///
/// Returns an error if the next opening would fail in the same way.
async fn stay_connected(url: &str) -> Result<CloseEvent, Error> {
    let (mut failures, mut unknown) = (0, 0);
    loop {
        let opening = timeout(OPENING, connect_async(url)).await;
        let event = match opening.unwrap_or_else(|elapsed| Err(Error::Io(elapsed.into()))) {
            Ok((socket, _)) => {
                let opened = Instant::now();
                let event = receive(WithCloseEvent::client(socket)).await;
                if opened.elapsed() >= LASTING {
                    (failures, unknown) = (0, 0);
                }
                // Such as `4008 Flood: "slow down" (clean, started by the peer)`.
                println!("{}", event.display_as::<ChatCode>());
                event
            }
            Err(error) if may_succeed_later(&error) => {
                println!("not opened: {error}");
                CloseOutcome::OPENING_FAILED.into()
            }
            Err(error) => return Err(error),
        };
        match hint(event.code()) {
            Reconnect::Yes => {}
            Reconnect::Unknown if unknown < 3 => unknown += 1,
            Reconnect::Unknown | Reconnect::No => return Ok(event),
        }
        let delay = delay(event.code(), failures);
        println!("next attempt in {delay:.1?}");
        sleep(delay).await;
        failures += 1;
    }
}

/// Receives messages until the connection ends or the server is silent for too long.
async fn receive(mut socket: WithCloseEvent<WebSocketStream<MaybeTlsStream<TcpStream>>>) -> CloseEvent {
    let mut pings = interval_at(Instant::now() + PING, PING);
    let mut heard = true;
    loop {
        tokio::select! {
            biased; // Messages come before pings.
            message = socket.recv() => match message {
                Some(Ok(message)) => {
                    heard = true;
                    println!("{message:?}");
                }
                _ => return socket.closed().await,
            },
            _ = pings.tick() => {
                if !heard {
                    socket.time_out();
                    return socket.closed().await;
                }
                heard = false;
                // A failure shows when the client reads.
                let _ = timeout(PING, socket.send(Message::Ping("".into()))).await;
            }
        }
    }
}

fn may_succeed_later(error: &Error) -> bool {
    match error {
        Error::Http(response) => {
            let status = response.status();
            status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
        }
        Error::Url(_) | Error::HttpFormat(_) => false,
        _ => true,
    }
}

/// The table comes first, and then the registry.
fn hint(code: CloseCode) -> Reconnect {
    match ChatCode::retry_of(code) {
        Some(true) => Reconnect::Yes,
        Some(false) => Reconnect::No,
        None => code.reconnect(),
    }
}

fn delay(code: CloseCode, failures: u32) -> Duration {
    let (least, most) = match code {
        CloseCode::ServiceRestart => (5.0, 30.0),
        CloseCode::TryAgainLater => (30.0, 120.0),
        _ => (0.0, 5.0),
    };
    let most = f64::min(most * f64::from(1 << failures.min(5)), 120.0);
    Duration::from_secs_f64(least + (most - least) * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use close_codes::CloseFrame;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_tungstenite::accept_async;

    use super::*;

    /// The behaviour of a server in one connection.
    #[derive(Clone, Copy)]
    enum Server {
        /// Accepts the TCP connection, and never answers.
        IsSilent,
        /// Drops the TCP connection before the opening handshake.
        Drops,
        /// Answers the opening with an HTTP status.
        Refuses(u16),
        /// Opens the connection, and then neither reads nor writes.
        IsLost,
        /// Sends a close frame, and keeps the TCP connection open.
        ClosesHalf(u16),
        /// Sends a close frame, and drops the connection after the answer.
        Closes(u16),
        /// Sends a message, and then closes.
        Greets(u16),
        /// Answers pings for some time, and then closes.
        Lasts(u16),
    }

    /// Runs the client with these connections, one after the other. Returns its result and the time that it took.
    async fn run(script: &[Server]) -> (Result<CloseEvent, Error>, Duration) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let server = async {
            let mut silent = Vec::new();
            let mut half_open = Vec::new();
            for step in script {
                let (mut stream, _) = listener.accept().await.unwrap();
                match *step {
                    Server::IsSilent => silent.push(stream),
                    Server::Drops => {}
                    Server::Refuses(status) => {
                        let _ = stream.read(&mut [0; 1024]).await.unwrap();
                        let response = format!("HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\n\r\n");
                        stream.write_all(response.as_bytes()).await.unwrap();
                    }
                    Server::IsLost => half_open.push(WithCloseEvent::server(accept_async(stream).await.unwrap())),
                    Server::ClosesHalf(code) => {
                        let mut socket = WithCloseEvent::server(accept_async(stream).await.unwrap());
                        socket.send(CloseFrame::new(code, "").unwrap().into()).await.unwrap();
                        half_open.push(socket);
                    }
                    Server::Closes(code) | Server::Greets(code) | Server::Lasts(code) => {
                        let mut socket = WithCloseEvent::server(accept_async(stream).await.unwrap());
                        match step {
                            Server::Greets(_) => socket.send("hello".into()).await.unwrap(),
                            Server::Lasts(_) => {
                                let pings = async { while socket.recv().await.is_some() {} };
                                timeout(LASTING, pings).await.expect_err("the client waits");
                            }
                            _ => {}
                        }
                        socket.close_with(CloseFrame::new(code, "").unwrap(), pending::<()>()).await;
                    }
                }
            }
            pending::<()>().await;
        };
        let start = Instant::now();
        tokio::select! {
            result = timeout(Duration::from_secs(86_400), stay_connected(&url)) => {
                (result.expect("the client goes on after the last connection"), start.elapsed())
            }
            () = server => unreachable!(),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn stops_after_a_code_that_says_so() {
        for code in [1000, 1008, 4001, 4002] {
            let (event, time) = run(&[Server::Closes(code)]).await;
            let event = event.unwrap();
            assert_eq!((event.code().as_u16(), event.was_clean()), (code, true));
            assert_eq!(time, Duration::ZERO);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn reconnects_after_the_other_codes() {
        let (event, time) = run(&[Server::Closes(1001), Server::Closes(4008), Server::Closes(4002)]).await;
        assert_eq!(event.unwrap().code(), ChatCode::Replaced);
        assert!(time <= Duration::from_secs(5 + 10));
    }

    #[tokio::test(start_paused = true)]
    async fn reconnects_if_the_opening_fails() {
        use Server::{Closes, Drops, Refuses};

        let script = [Drops, Refuses(503), Refuses(429), Refuses(408), Refuses(425), Closes(1000)];
        let (event, _) = run(&script).await;
        assert_eq!(event.unwrap().code(), CloseCode::NormalClosure);
    }

    #[tokio::test(start_paused = true)]
    async fn limits_the_opening() {
        let (event, time) = run(&[Server::IsSilent, Server::Closes(1000)]).await;
        assert_eq!(event.unwrap().code(), CloseCode::NormalClosure);
        assert!((OPENING..=OPENING + Duration::from_secs(5)).contains(&time));
    }

    #[tokio::test(start_paused = true)]
    async fn notices_that_the_network_is_lost() {
        let (event, time) = run(&[Server::IsLost, Server::Closes(1000)]).await;
        assert_eq!(event.unwrap().code(), CloseCode::NormalClosure);
        assert!((2 * PING..=2 * PING + Duration::from_secs(5)).contains(&time));
    }

    #[tokio::test(start_paused = true)]
    async fn does_not_wait_for_a_server_that_keeps_tcp_open() {
        let (event, time) = run(&[Server::ClosesHalf(4001)]).await;
        let event = event.unwrap();
        assert_eq!((event.code().as_u16(), event.was_clean()), (4001, true));
        assert_eq!(time, 2 * PING);
    }

    #[tokio::test(start_paused = true)]
    async fn stops_if_each_opening_will_fail() {
        for status in [301, 401, 403, 404] {
            let (result, _) = run(&[Server::Refuses(status)]).await;
            assert!(matches!(result, Err(Error::Http(response)) if response.status().as_u16() == status));
        }
        // These tests have no TLS feature.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let needs_tls = format!("wss://{}", listener.local_addr().unwrap());
        for url in ["http://127.0.0.1", "ws://", "no URL", &needs_tls] {
            let result = timeout(Duration::from_secs(86_400), stay_connected(url)).await;
            let error = result.expect("the client stops").unwrap_err();
            assert!(matches!(error, Error::Url(_) | Error::HttpFormat(_)), "{url}: {error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn gives_up_at_the_fourth_unknown_end() {
        let (event, _) = run(&[Server::Closes(1011); 4]).await;
        assert_eq!(event.unwrap().code(), CloseCode::InternalError);
    }

    #[tokio::test(start_paused = true)]
    async fn a_greeting_does_not_reset_the_counts() {
        let (event, _) = run(&[Server::Greets(1011); 4]).await;
        assert_eq!(event.unwrap().code(), CloseCode::InternalError);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_lasts_resets_the_counts() {
        let mut script = [Server::Lasts(1011); 9];
        script[8] = Server::Closes(1000);
        let (event, time) = run(&script).await;
        assert_eq!(event.unwrap().code(), CloseCode::NormalClosure);
        assert!((8 * LASTING..=8 * (LASTING + Duration::from_secs(5))).contains(&time));
    }

    #[tokio::test(start_paused = true)]
    async fn ends_that_are_known_do_not_count_as_unknown() {
        use Server::{Closes, Drops, Refuses};

        let script = [Drops, Refuses(503), Closes(4008), Closes(1001), Closes(1011), Closes(1000)];
        let (event, _) = run(&script).await;
        assert_eq!(event.unwrap().code(), CloseCode::NormalClosure);
    }

    #[test]
    fn the_table_comes_before_the_registry() {
        assert_eq!(hint(ChatCode::TokenExpired.code()), Reconnect::No);
        assert_eq!(hint(ChatCode::Flood.code()), Reconnect::Yes);
        assert_eq!(hint(CloseCode::ServiceRestart), Reconnect::Yes);
        assert_eq!(hint(CloseCode::InternalError), Reconnect::Unknown);
    }

    #[test]
    fn each_delay_is_within_its_limits() {
        for (code, failures, limits) in [
            (CloseCode::AbnormalClosure, 0, 0..=5),
            (CloseCode::AbnormalClosure, 1, 0..=10),
            (CloseCode::AbnormalClosure, 4, 0..=80),
            (CloseCode::AbnormalClosure, 99, 0..=120),
            (CloseCode::ServiceRestart, 0, 5..=30),
            (CloseCode::ServiceRestart, 9, 5..=120),
            (CloseCode::TryAgainLater, 0, 30..=120),
            (CloseCode::TryAgainLater, 9, 30..=120),
        ] {
            let (least, most) = (Duration::from_secs(*limits.start()), Duration::from_secs(*limits.end()));
            let mut delays: Vec<_> = (0..1000).map(|_| delay(code, failures)).collect();
            delays.sort();
            let middle = (least + most) / 2;
            assert!(
                (least..middle).contains(&delays[0]) && (middle..=most).contains(&delays[999]),
                "{code}, {failures}"
            );
        }
    }
}
