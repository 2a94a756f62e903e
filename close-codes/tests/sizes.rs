//! The sizes that the documentation gives, with the compiler that CI pins.

use close_codes::frame::InvalidCloseKind;
use close_codes::{
    CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CloseReason, CodePolicy, CodeRange, HandshakeAction,
    InvalidClose, ReceivedClose,
};

#[test]
fn sizes_are_as_documented() {
    assert_eq!(size_of::<CloseCode>(), 4);
    assert_eq!(size_of::<Option<CloseCode>>(), 4);
    assert_eq!(size_of::<CodeRange>(), 1);
    assert_eq!(size_of::<CloseReason>(), 124);
    assert_eq!(size_of::<CloseFrame>(), 126);
    assert_eq!(size_of::<HandshakeAction>(), 127);
    if cfg!(target_pointer_width = "64") {
        assert_eq!(size_of::<ReceivedClose<'_>>(), 24);
        assert_eq!(size_of::<InvalidCloseKind>(), 16);
        assert_eq!(size_of::<InvalidClose<'_>>(), 32);
        assert_eq!(size_of::<Result<ReceivedClose<'_>, InvalidClose<'_>>>(), 32);
        assert_eq!(size_of::<CloseOutcome>(), 280);
        assert_eq!(size_of::<CodePolicy>(), 24);
        assert_eq!(size_of::<CloseHandshake>(), 304);
        #[cfg(feature = "alloc")]
        {
            assert_eq!(size_of::<close_codes::CloseEvent>(), 288);
            assert_eq!(size_of::<close_codes::dom::CloseEvent>(), 360);
        }
        // The bytes that the wrapper adds to a socket.
        #[cfg(feature = "stream")]
        assert_eq!(size_of::<close_codes::WithCloseEvent<()>>(), 384);
    }
}
