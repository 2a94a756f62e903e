use super::close_frame::CloseFrame;
use super::code_policy::CodePolicy;
use super::invalid_close::{InvalidClose, InvalidCloseKind};
use super::received_close::ReceivedClose;
use crate::code::CloseCode;

impl CloseFrame {
    /// Reads the body of a received close frame (RFC 6455, sections 5.5.1, 7.1.5 and 7.1.6).
    ///
    /// `body` must be unmasked. `parse` does not copy it, and checks once that the reason is UTF-8.
    ///
    /// # Errors
    ///
    /// The checks have this order:
    ///
    /// 1. The body has one byte.
    /// 2. The body has more than 125 bytes.
    /// 3. The [`CodePolicy`] does not allow the code.
    /// 4. The reason is not UTF-8.
    ///
    /// The error has the [code](InvalidClose::fail_code) to fail the connection with. It borrows the whole body. Convert it
    /// into an [`InvalidCloseKind`] to drop the body.
    ///
    /// ```
    /// use close_codes::frame::InvalidCloseKind;
    /// use close_codes::{CloseCode, CloseFrame, CodePolicy};
    ///
    /// let close = CloseFrame::parse(b"\x0F\xA1bye", CodePolicy::Strict).unwrap();
    /// assert_eq!((close.code().as_u16(), close.reason()), (4001, "bye"));
    ///
    /// let close = CloseFrame::parse(b"", CodePolicy::Strict).unwrap();
    /// assert_eq!((close.code(), close.is_empty()), (CloseCode::NoStatusReceived, true));
    ///
    /// let error = CloseFrame::parse(b"\x03\xE8by\xFF", CodePolicy::Strict).unwrap_err();
    /// assert!(matches!(error.kind(), InvalidCloseKind::NotUtf8(error) if error.valid_up_to() == 2));
    /// assert_eq!(error.fail_code(), CloseCode::InvalidFramePayloadData);
    /// assert_eq!(error.code(), Some(CloseCode::NormalClosure));
    /// assert_eq!(error.reason_bytes(), b"by\xFF");
    /// ```
    #[inline]
    pub const fn parse(body: &[u8], policy: CodePolicy) -> Result<ReceivedClose<'_>, InvalidClose<'_>> {
        // Without `split`: one `match` for all lengths is a tenth faster.
        let (code, reason) = match body {
            [] => return Ok(ReceivedClose::new(CloseCode::NoStatusReceived, "")),
            [high, low, reason @ ..] if body.len() <= Self::MAX_LEN => {
                (CloseCode::from_u16(u16::from_be_bytes([*high, *low])), reason)
            }
            _ => return Err(InvalidClose::of_len(body)),
        };
        if !policy.allows(code) {
            return Err(InvalidClose::new(InvalidCloseKind::CodeNotAllowed(code), body));
        }
        match core::str::from_utf8(reason) {
            Ok(reason) => Ok(ReceivedClose::new(code, reason)),
            Err(error) => Err(InvalidClose::new(InvalidCloseKind::NotUtf8(error), body)),
        }
    }
}
