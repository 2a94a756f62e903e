use core::fmt;

/// The number inside [`CloseCode::Unregistered`](crate::CloseCode::Unregistered).
///
/// The number cannot be taken out or put in. [`from_u16`](crate::CloseCode::from_u16) makes a code of any number, and
/// [`as_u16`](crate::CloseCode::as_u16) gives the number of any code:
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

/// The number alone.
impl fmt::Debug for Unregistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
