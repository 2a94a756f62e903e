//! The documentation's example of a split socket, as two tasks, with tokio-websockets, which reads while it closes.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use close_codes::WithCloseEvent;
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::spawn_local;
use tokio_websockets::{Message, ServerBuilder};

use super::run;
use crate::peer::Peer;

/// A transport with a count that shows when it is dropped.
struct Transport {
    stream: TcpStream,
    /// Dropped with the transport.
    _alive: Rc<()>,
}

impl AsyncRead for Transport {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Transport {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

async fn both_tasks_end(answers: bool, writes_first: bool) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (stream, accepted) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
    let alive = Rc::new(());
    let transport = Transport { stream: accepted.unwrap().0, _alive: Rc::clone(&alive) };
    let server = ServerBuilder::new();
    let (mut peer, socket) = tokio::join!(Peer::client(stream.unwrap()), server.accept(transport));

    let socket = WithCloseEvent::server(socket.unwrap().1);
    let (closed, watch) = (socket.watch(), socket.watch());
    let (writer, mut reader) = socket.split();
    let outbox = stream::iter([Message::text("x")]);
    let write = async move {
        let _ = outbox.map(Ok).take_until(closed).forward(writer).await;
    };
    let read = async move { while let Some(Ok(_)) = reader.next().await {} };
    let tasks = if writes_first {
        [spawn_local(write), spawn_local(read)]
    } else {
        let read = spawn_local(read);
        [spawn_local(write), read]
    };

    let told = peer.next_close().await.unwrap();
    if answers {
        peer.send_close(&told).await;
        peer.end().await;
    } else {
        drop(peer);
    }
    let event = watch.await;
    assert_eq!((event.code().as_u16(), event.was_clean()), if answers { (1000, true) } else { (1006, false) });
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(Rc::strong_count(&alive), 1, "the transport must be dropped");
}

#[test]
fn both_tasks_end_when_the_peer_answers() {
    run(both_tasks_end(true, true));
    run(both_tasks_end(true, false));
}

#[test]
fn both_tasks_end_when_the_peer_goes_away() {
    run(both_tasks_end(false, true));
    run(both_tasks_end(false, false));
}
