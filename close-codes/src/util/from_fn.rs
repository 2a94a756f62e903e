use core::fmt;

/// A value that is displayed by a function: `core::fmt::from_fn`, which Rust has since 1.93.
pub(crate) struct FromFn<F>(pub(crate) F);

impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for FromFn<F> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}
