use core::fmt;

/// A buffer of at most `N` bytes, without the heap. Unused bytes are zero, so that equal contents are equal values.
///
/// `N` is at most 255, because the length is a `u8`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Inline<const N: usize> {
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Inline<N> {
    pub(crate) const EMPTY: Self = Self { bytes: [0; N], len: 0 };

    /// Makes a buffer of the head and as many bytes of the tail as fit.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the length is at most N")]
    pub(crate) const fn cut<const HEAD: usize>(head: [u8; HEAD], tail: &[u8]) -> Self {
        const { assert!(HEAD <= N, "the head has room") };
        let mut this = Self::EMPTY;
        if let Some((start, rest)) = this.bytes.split_first_chunk_mut() {
            *start = head;
            this.len = (HEAD + copy(tail, rest)) as u8;
        }
        this
    }

    /// Adds as many of the bytes as fit.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the length is at most N")]
    pub(crate) const fn push(&mut self, bytes: &[u8]) {
        let len = self.len();
        self.len += copy(bytes, self.bytes.split_at_mut(len).1) as u8;
    }

    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }

    #[inline]
    pub(crate) const fn as_slice(&self) -> &[u8] {
        self.bytes.split_at(self.len()).0
    }
}

/// Writes a literal.
impl<const N: usize> fmt::Debug for Inline<N> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.as_slice().escape_ascii())
    }
}

/// Copies as many bytes as fit, and returns their number.
///
/// As a separate function it is one `memcpy`, because the compiler knows that the slices do not overlap. Inlined, it may copy
/// byte by byte. `copy_from_slice` is not `const` before Rust 1.87.
#[inline(never)]
#[allow(clippy::indexing_slicing, reason = "the index is less than either length")]
const fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let count = if from.len() < to.len() { from.len() } else { to.len() };
    let mut index = 0;
    while index < count {
        to[index] = from[index];
        index += 1;
    }
    count
}

/// Returns the `str` that these bytes were when they were stored. Without `unsafe`, they have to be checked again.
#[inline]
pub(crate) const fn text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
