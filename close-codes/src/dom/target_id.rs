use alloc::sync::Arc;
use core::fmt;
use core::hash::{Hash, Hasher};

/// The identity of a [`CloseEventTarget`](super::CloseEventTarget). Two ids are equal only if they come from the same target.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetId(Identity<()>);

impl TargetId {
    #[inline]
    pub(super) fn new() -> Self {
        Self(Identity(Arc::new(())))
    }
}

/// A value that is equal only to its clones.
pub(super) struct Identity<T: ?Sized>(pub(super) Arc<T>);

impl<T: ?Sized> Clone for Identity<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Identity<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for Identity<T> {}

impl<T: ?Sized> Hash for Identity<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
}

/// Writes the address.
impl<T: ?Sized> fmt::Debug for Identity<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:p}", Arc::as_ptr(&self.0))
    }
}
