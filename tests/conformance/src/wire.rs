//! Close frames, written and read by hand (RFC 6455, section 5.2), and a transport in memory.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The first byte of a close frame: a final frame with opcode 8.
const FINAL_CLOSE: u8 = 0x88;
const MASKED: u8 = 0x80;

/// Returns a close frame as servers send it.
pub fn frame(body: &[u8]) -> Vec<u8> {
    let mut frame = vec![FINAL_CLOSE];
    if let Ok(len @ ..126) = u8::try_from(body.len()) {
        frame.push(len);
    } else {
        frame.push(126);
        frame.extend(u16::try_from(body.len()).expect("a body of less than 64 KiB").to_be_bytes());
    }
    frame.extend(body);
    frame
}

/// Returns a close frame as clients send it.
pub fn masked_frame(body: &[u8]) -> Vec<u8> {
    const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];
    let mut frame = frame(body);
    let payload = frame.split_off(frame.len() - body.len());
    frame[1] |= MASKED;
    frame.extend(KEY);
    frame.extend(payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
    frame
}

/// Reads the body of a close frame from the wire; `None` if the wire is empty.
pub fn close_body(mut wire: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 2];
    if wire.read(&mut head[..1])? == 0 {
        return Ok(None);
    }
    wire.read_exact(&mut head[1..])?;
    if head[0] != FINAL_CLOSE {
        return Err(io::Error::other(format!("not a close frame: the first byte is {:#04X}", head[0])));
    }
    let len = match head[1] & !MASKED {
        126 => {
            let mut len = [0; 2];
            wire.read_exact(&mut len)?;
            u16::from_be_bytes(len)
        }
        127 => return Err(io::Error::other("a close frame of more than 64 KiB")),
        len => len.into(),
    };
    let mut key = [0; 4];
    if head[1] & MASKED != 0 {
        wire.read_exact(&mut key)?;
    }
    let mut body = vec![0; len.into()];
    wire.read_exact(&mut body)?;
    body.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
    Ok(Some(body))
}

/// A library's end of a connection in memory. All bytes of the peer have arrived, and the peer waits. Nothing takes time: a
/// read that is pending stays pending.
#[derive(Clone)]
pub struct Transport {
    arriving: io::Cursor<Vec<u8>>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl Transport {
    pub fn new(arriving: Vec<u8>) -> Self {
        Self { arriving: io::Cursor::new(arriving), sent: Arc::default() }
    }

    /// Returns the bytes that were sent through this transport and its clones.
    pub fn sent(&self) -> Vec<u8> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Read for Transport {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.arriving.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::ErrorKind::WouldBlock.into()),
            count => Ok(count),
        }
    }
}

impl Write for Transport {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for Transport {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.read(buffer.initialize_unfilled()) {
            Ok(count) => {
                buffer.advance(count);
                Poll::Ready(Ok(()))
            }
            Err(_) => Poll::Pending,
        }
    }
}

impl AsyncWrite for Transport {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(self.write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
