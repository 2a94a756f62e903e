//! Frames over a stream of bytes, and how the peer ended it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::frame::{Frame, Unreadable};

/// The most bytes that are read at once.
const CHUNK: usize = 16 << 10;

/// The result of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    Frame(Frame),
    /// The peer sent a frame that cannot be read. No frame can be read any more, unless it is discarded: [`Wire::skip`].
    Unreadable(Unreadable),
    End(End),
}

/// The end of the bytes from the peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The peer ended TCP (FIN).
    Finished,
    /// The peer ended TCP inside of a frame.
    Cut,
    /// The peer reset TCP (RST).
    Reset,
    /// Another error of the transport.
    Failed(String),
}

/// Frames over a stream of bytes. Nothing is lost if a future of this type is dropped before its end.
#[derive(Debug)]
pub(crate) struct Wire<S> {
    stream: S,
    /// Bytes that have arrived.
    arrived: Vec<u8>,
    /// The start of the next frame in the bytes that have arrived.
    start: usize,
    /// Bytes that are still to be sent.
    leaving: VecDeque<u8>,
    /// The greatest length of a payload, in bytes.
    most: u64,
    /// The bytes of a frame that are still to be discarded.
    skipped: u64,
    /// The error of writing. Reading goes on after it, because the peer may have sent more before it ended TCP.
    broken: Option<io::ErrorKind>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    /// Starts with bytes that arrived together with the opening handshake. A payload has at most `most` bytes.
    pub(crate) const fn new(stream: S, arrived: Vec<u8>, most: u64) -> Self {
        Self { stream, arrived, start: 0, leaving: VecDeque::new(), most, skipped: 0, broken: None }
    }

    /// Allows only payloads with at most this number of bytes.
    pub(crate) const fn limit_payloads(&mut self, most: u64) {
        self.most = most;
    }

    pub(crate) const fn stream(&self) -> &S {
        &self.stream
    }

    /// Returns the number of bytes that are still to be sent.
    pub(crate) fn unsent(&self) -> usize {
        self.leaving.len()
    }

    /// Returns `true` if all bytes are sent. After an error of writing, they are not.
    pub(crate) fn has_sent_all(&self) -> bool {
        self.leaving.is_empty() && self.broken.is_none()
    }

    /// Returns the next frame without its payload, if its header has arrived: also that of a payload that is too long.
    pub(crate) fn head(&self) -> Option<Frame> {
        Frame::head(self.next_bytes())
    }

    fn next_bytes(&self) -> &[u8] {
        self.arrived.get(self.start..).unwrap_or_default()
    }

    /// Adds bytes to those that are sent by [`read`](Self::read) and [`flush`](Self::flush).
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.broken.is_none() {
            self.leaving.extend(bytes);
        }
    }

    /// Waits until all bytes are sent. An error means that the peer does not read any more.
    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        poll_fn(|cx| self.poll_flush(cx)).await
    }

    /// Sends a frame and waits until all its bytes are sent.
    pub(crate) async fn send(&mut self, frame: &Frame) -> io::Result<()> {
        self.push(&frame.encode());
        self.flush().await
    }

    /// Sends what is left, and waits for a frame or for the end.
    pub(crate) async fn read(&mut self) -> Incoming {
        poll_fn(|cx| self.poll_read(cx)).await
    }

    /// Makes [`read`](Self::read) discard the frame that cannot be read, and go on after it.
    pub(crate) fn skip(&mut self) {
        let bytes = self.next_bytes();
        self.skipped = Frame::length(bytes).unwrap_or(bytes.len() as u64);
    }

    /// Discards what arrives, until the end.
    pub(crate) async fn drain(&mut self) -> End {
        poll_fn(|cx| {
            let _ = self.poll_flush(cx);
            loop {
                self.start = self.arrived.len();
                match self.poll_fill(cx) {
                    Poll::Ready(Ok(())) => {}
                    Poll::Ready(Err(end)) => return Poll::Ready(end),
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }

    /// Ends the sending side of TCP (FIN), after all bytes are sent.
    pub(crate) async fn finish(&mut self) -> io::Result<()> {
        self.flush().await?;
        poll_fn(|cx| Pin::new(&mut self.stream).poll_shutdown(cx)).await
    }

    /// Ends the sending side of TCP (FIN), and discards what arrives until the peer has ended TCP too.
    ///
    /// A TCP connection that is closed with unread data is reset, and the last frame may be lost (RFC 6455, section 7.1.1).
    pub(crate) async fn finish_and_drain(&mut self) -> End {
        // An error means that the peer has ended TCP already. Reading tells how.
        let _ = self.finish().await;
        self.drain().await
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Incoming> {
        let _ = self.poll_flush(cx);
        loop {
            let count = usize::try_from(self.skipped).unwrap_or(usize::MAX).min(self.next_bytes().len());
            self.start += count;
            self.skipped -= count as u64;
            match Frame::decode(self.next_bytes(), self.most) {
                Ok(Some((frame, len))) => {
                    self.start += len;
                    return Poll::Ready(Incoming::Frame(frame));
                }
                Err(unreadable) => return Poll::Ready(Incoming::Unreadable(unreadable)),
                Ok(None) => {}
            }
            match self.poll_fill(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(End::Finished)) if !self.next_bytes().is_empty() || self.skipped > 0 => {
                    return Poll::Ready(Incoming::End(End::Cut));
                }
                Poll::Ready(Err(end)) => return Poll::Ready(Incoming::End(end)),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Reads some bytes, and forgets those of the frames before them.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), End>> {
        self.arrived.drain(..self.start.min(self.arrived.len()));
        self.start = 0;
        let mut chunk = [0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        match Pin::new(&mut self.stream).poll_read(cx, &mut buffer) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(self.end(end_of(&error)))),
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Poll::Ready(Err(self.end(End::Finished))),
            Poll::Ready(Ok(())) => {
                self.arrived.extend_from_slice(buffer.filled());
                Poll::Ready(Ok(()))
            }
        }
    }

    /// Returns the end of the bytes. The system tells of a reset only once, and writing may have been told.
    fn end(&self, read: End) -> End {
        match (read, self.broken) {
            (End::Finished, Some(io::ErrorKind::ConnectionReset)) => End::Reset,
            (read, _) => read,
        }
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(kind) = self.broken {
            return Poll::Ready(Err(kind.into()));
        }
        let result = self.poll_write_all(cx);
        if let Poll::Ready(Err(error)) = &result {
            self.broken = Some(error.kind());
            self.leaving.clear();
        }
        result
    }

    fn poll_write_all(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.leaving.is_empty() {
            let (first, _) = self.leaving.as_slices();
            match Pin::new(&mut self.stream).poll_write(cx, first) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(count)) => drop(self.leaving.drain(..count)),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
        // A long frame needs much memory only while it is sent.
        self.leaving.shrink_to(CHUNK);
        // TLS keeps bytes of its own.
        Pin::new(&mut self.stream).poll_flush(cx)
    }
}

fn end_of(error: &io::Error) -> End {
    match error.kind() {
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => End::Reset,
        // TLS ended without its own farewell. Many programs end it so.
        io::ErrorKind::UnexpectedEof => End::Finished,
        _ => End::Failed(error.to_string()),
    }
}
