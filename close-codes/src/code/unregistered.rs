use core::fmt;

/// The number in [`CloseCode::Unregistered`](crate::CloseCode::Unregistered), which only this crate can read or make.
///
/// Use [`from_u16`](crate::CloseCode::from_u16) to make a code from any number, and [`as_u16`](crate::CloseCode::as_u16) to
/// get the number of any code:
///
/// ```
/// use close_codes::CloseCode;
///
/// let code = CloseCode::from_u16(4001);
/// assert!(matches!(code, CloseCode::Unregistered(_)));
/// assert_eq!(code.as_u16(), 4001);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unregistered(pub(super) u16);

/// Writes the number alone.
impl fmt::Debug for Unregistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
