/// At most `N` bytes, in place. What is behind them is zero, so that equal bytes are equal values.
///
/// `N` is at most 255, as the length is kept in a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Inline<const N: usize> {
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Inline<N> {
    pub(crate) const EMPTY: Self = Self { bytes: [0; N], len: 0 };

    /// The bytes behind each other, if there is room for both.
    pub(crate) const fn of(head: &[u8], tail: &[u8]) -> Option<Self> {
        if head.len() > N || tail.len() > N - head.len() {
            return None;
        }
        Some(Self::cut(head, tail))
    }

    /// As many of the bytes as there is room for.
    pub(crate) const fn cut(head: &[u8], tail: &[u8]) -> Self {
        let mut this = Self::EMPTY;
        this.push(head);
        this.push(tail);
        this
    }

    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "the length is at most N")]
    const fn push(&mut self, more: &[u8]) {
        let start = self.len as usize;
        let count = if more.len() < N - start { more.len() } else { N - start };
        let mut index = 0;
        while index < count {
            self.bytes[start + index] = more[index];
            index += 1;
        }
        self.len = (start + count) as u8;
    }

    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }

    pub(crate) const fn as_slice(&self) -> &[u8] {
        self.bytes.split_at(self.len()).0
    }
}
