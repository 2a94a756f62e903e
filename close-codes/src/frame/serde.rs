use super::close_frame::CloseFrame;
use super::error::CloseFrameError;
use crate::code::CloseCode;
use crate::reason::CloseReason;
use crate::util::serde::{serde_by_way_of, serde_struct};

serde_struct!("CloseFrame", Fields { code: CloseCode, reason: CloseReason = CloseReason::default() });

serde_by_way_of! {
    /// A struct such as `{"code":1001,"reason":"bye"}`. An empty frame is `{"code":1005,"reason":""}`. Reading a frame that may
    /// not be sent is an error.
    CloseFrame: Fields
}

impl From<&CloseFrame> for Fields {
    fn from(frame: &CloseFrame) -> Self {
        Self { code: frame.code(), reason: frame.into() }
    }
}

impl TryFrom<Fields> for CloseFrame {
    type Error = CloseFrameError;

    fn try_from(Fields { code, reason }: Fields) -> Result<Self, CloseFrameError> {
        if code == CloseCode::NoStatusReceived && reason.is_empty() {
            return Ok(Self::EMPTY);
        }
        Self::new(code, &reason)
    }
}
