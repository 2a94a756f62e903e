//! The sizes that the documentation gives, with the compiler that CI pins.

use close_codes::{CloseBody, CloseFrame, CloseHandshake, CloseOutcome, CloseReason};

#[test]
fn sizes_are_as_documented() {
    assert_eq!(size_of::<CloseReason>(), 124);
    assert_eq!(size_of::<CloseFrame>(), 126);
    assert_eq!(size_of::<CloseBody>(), 127);
    if cfg!(target_pointer_width = "64") {
        assert_eq!(size_of::<CloseOutcome>(), 280);
        assert_eq!(size_of::<CloseHandshake>(), 280);
    }
}
