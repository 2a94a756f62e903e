use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;
use core::str::FromStr;

use crate::util::escape::Quoted;
use crate::util::inline::{Inline, text};

/// The reason in a close frame: at most 123 bytes of UTF-8 (RFC 6455, sections 5.5.1 and 7.1.6).
///
/// A control frame has at most 125 bytes, and the status code takes two of them. The text is for developers and logs, not for
/// end users: RFC 6455 does not define its language or format.
///
/// The value takes 124 bytes, is `Copy` and does not use the heap. It derefs to `str`. Each deref checks the bytes again: call
/// [`as_str`](Self::as_str) once if you need the text often.
///
/// # In logs
///
/// A peer can put any text into a reason: line breaks, control characters of a terminal, or an imitation of your log lines. Log
/// a reason with `{:?}`, which quotes and escapes the text. `{}` writes the text unchanged. For
/// [`CloseFrame`](crate::CloseFrame), [`CloseOutcome`](crate::CloseOutcome) and `CloseEvent`, `{}` quotes and escapes the reason
/// too.
///
/// ```
/// use close_codes::CloseReason;
///
/// let reason = CloseReason::new("bye\n1000 Normal Closure")?;
/// assert_eq!(format!("{reason:?}"), r#""bye\n1000 Normal Closure""#);
/// # Ok::<_, close_codes::reason::ReasonTooLong>(())
/// ```
///
/// # Example
///
/// ```
/// use close_codes::CloseReason;
///
/// // A reason that is too long is a compile error here.
/// const KICKED: CloseReason = CloseReason::from_static("kicked by an admin");
///
/// assert_eq!(KICKED, "kicked by an admin");
/// assert_eq!(KICKED.len(), 18);
///
/// // `new` refuses a long text. `truncating` cuts it, but never inside a character.
/// let long = "€".repeat(42); // 126 bytes
/// assert!(CloseReason::new(&long).is_err());
/// assert_eq!(CloseReason::truncating(&long), "€".repeat(41).as_str());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CloseReason(Inline<{ Self::MAX_LEN }>);

impl CloseReason {
    /// The maximum length of a reason in bytes: 123.
    pub const MAX_LEN: usize = 123;

    /// The empty reason. In a close frame, an empty reason is the same as a missing reason.
    pub const EMPTY: Self = Self(Inline::EMPTY);

    /// Makes a reason from a text.
    ///
    /// # Errors
    ///
    /// If the text has more than [`MAX_LEN`](Self::MAX_LEN) bytes of UTF-8.
    ///
    /// ```
    /// use close_codes::CloseReason;
    ///
    /// assert_eq!(CloseReason::new("bye").unwrap().as_str(), "bye");
    ///
    /// // Bytes count: this text has 123 characters, but 124 bytes.
    /// let error = CloseReason::new(&("é".to_owned() + &"e".repeat(122))).unwrap_err();
    /// assert_eq!(error.len(), 124);
    /// assert_eq!(
    ///     error.to_string(),
    ///     "a close reason has at most 123 bytes of UTF-8, and this one has 124: shorten it, or cut it with \
    ///      `CloseReason::truncating`"
    /// );
    /// ```
    #[inline]
    pub const fn new(text: &str) -> Result<Self, ReasonTooLong> {
        if text.len() > Self::MAX_LEN {
            return Err(ReasonTooLong::new(text));
        }
        Ok(Self(Inline::cut([], text.as_bytes())))
    }

    /// Makes a reason from the longest beginning of the text that fits, in whole characters (code points).
    ///
    /// ```
    /// use close_codes::CloseReason;
    ///
    /// let text = "x".repeat(121) + "ß" + "y"; // 124 bytes
    /// assert_eq!(CloseReason::truncating(&text), &text[..123]);
    ///
    /// let text = "x".repeat(122) + "ß"; // 124 bytes, and the last two are one character
    /// assert_eq!(CloseReason::truncating(&text), &text[..122]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn truncating(text: &str) -> Self {
        Self(Inline::cut([], Self::longest(text, Self::MAX_LEN)))
    }

    /// Makes a reason from a formatted text, without the heap. A text that is too long is [cut](Self::truncating).
    ///
    /// ```
    /// use close_codes::CloseReason;
    ///
    /// let reason = CloseReason::truncating_fmt(format_args!("message {} is too big", 7));
    /// assert_eq!(reason, "message 7 is too big");
    /// ```
    #[inline]
    #[must_use]
    pub fn truncating_fmt(text: fmt::Arguments<'_>) -> Self {
        let mut reason = Truncating { reason: Self::EMPTY, is_full: false };
        // An error means that the reason is full, or that a `Display` failed. The text before the error stays.
        let _ = fmt::write(&mut reason, text);
        reason.reason
    }

    /// Makes a reason in `const`, from a text that is written in the program. A text that is too long is a compile error.
    ///
    /// ```compile_fail
    /// use close_codes::CloseReason;
    ///
    /// const LONG: CloseReason = CloseReason::from_static(
    ///     "A close reason has at most one hundred and twenty-three bytes of UTF-8, and this text has one hundred and \
    ///      twenty-seven of them.",
    /// );
    /// ```
    ///
    /// # Panics
    ///
    /// If it is called at run time with more than [`MAX_LEN`](Self::MAX_LEN) bytes. Write
    /// `const { CloseReason::from_static("bye") }` to call it at compile time. Use [`new`](Self::new) for texts that are not
    /// literals.
    #[inline]
    #[must_use]
    #[track_caller]
    #[allow(clippy::panic, reason = "it is a compile error where it is meant to be called")]
    pub const fn from_static(text: &'static str) -> Self {
        match Self::new(text) {
            Ok(reason) => reason,
            Err(_) => panic!("a close reason has at most 123 bytes of UTF-8"),
        }
    }

    /// The text as a `str`.
    #[inline]
    #[must_use]
    pub const fn as_str(&self) -> &str {
        text(self.0.as_slice())
    }

    /// The text as bytes, as in the body of a close frame.
    #[inline]
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The length of the text in bytes, from 0 to 123.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if the text is empty.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.len() == 0
    }

    /// The longest beginning of the text, in whole characters, with at most `len` bytes.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "`end` stays in the text: no text begins inside a character")]
    const fn longest(text: &str, len: usize) -> &[u8] {
        let text = text.as_bytes();
        let mut end = text.len();
        if end > len {
            end = len;
            while is_continuation(text[end]) {
                end -= 1;
            }
        }
        text.split_at(end).0
    }
}

/// A writer that takes text until the reason is full.
struct Truncating {
    reason: CloseReason,
    is_full: bool,
}

impl fmt::Write for Truncating {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.is_full {
            return Err(fmt::Error);
        }
        let part = CloseReason::longest(text, CloseReason::MAX_LEN - self.reason.len());
        self.reason.0.push(part);
        self.is_full = part.len() < text.len();
        if self.is_full { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Returns `true` if the byte is not the first byte of a UTF-8 character.
const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

impl Deref for CloseReason {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for CloseReason {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<[u8]> for CloseReason {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Borrow<str> for CloseReason {
    #[inline]
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

/// Returns the [empty](Self::EMPTY) reason.
impl Default for CloseReason {
    #[inline]
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Writes the text unchanged. Use `{:?}` for logs.
impl fmt::Display for CloseReason {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

/// Writes the text in quotes, and escapes characters that are not safe to display. Use it for logs.
impl fmt::Debug for CloseReason {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Quoted(self.as_str()), f)
    }
}

/// Hashes the text as `str` does.
impl Hash for CloseReason {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Orders by bytes, as `str` does.
impl Ord for CloseReason {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

/// Orders by bytes, as `str` does.
impl PartialOrd for CloseReason {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for CloseReason {
    type Err = ReasonTooLong;

    /// # Errors
    ///
    /// The same as for [`new`](Self::new).
    #[inline]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<&str> for CloseReason {
    type Error = ReasonTooLong;

    /// # Errors
    ///
    /// The same as for [`new`](Self::new).
    #[inline]
    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

#[cfg(feature = "alloc")]
impl From<CloseReason> for alloc::string::String {
    #[inline]
    fn from(reason: CloseReason) -> Self {
        reason.as_str().into()
    }
}

macro_rules! compare_with {
    ($($text:ty),+) => {$(
        impl PartialEq<$text> for CloseReason {
            #[inline]
            fn eq(&self, other: &$text) -> bool {
                self.as_bytes() == other.as_bytes()
            }
        }

        impl PartialEq<CloseReason> for $text {
            #[inline]
            fn eq(&self, other: &CloseReason) -> bool {
                self.as_bytes() == other.as_bytes()
            }
        }
    )+};
}

compare_with!(str, &str);
#[cfg(feature = "alloc")]
compare_with!(alloc::string::String);

/// The error for a text of more than 123 bytes, which is too long for a close reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReasonTooLong {
    len: usize,
}

#[allow(clippy::len_without_is_empty, reason = "it is never empty")]
impl ReasonTooLong {
    #[inline]
    pub(crate) const fn new(text: &str) -> Self {
        Self { len: text.len() }
    }

    /// The length of the text in bytes of UTF-8.
    #[inline]
    #[must_use]
    pub const fn len(self) -> usize {
        self.len
    }
}

impl fmt::Display for ReasonTooLong {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a close reason has at most {} bytes of UTF-8, and this one has {}: shorten it, or cut it with \
             `CloseReason::truncating`",
            CloseReason::MAX_LEN,
            self.len
        )
    }
}

impl core::error::Error for ReasonTooLong {}
