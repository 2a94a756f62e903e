/// Whether it makes sense to connect again after a close code.
///
/// A hint from what the code means, never a policy: how often, how soon and whether at all is for the application to
/// say. See [`CloseCode::reconnect`](crate::CloseCode::reconnect).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reconnect {
    /// The cause is likely to pass: the same connection may well succeed later.
    Yes,
    /// The cause is likely to stay, or the connection was no longer wanted.
    No,
    /// The code alone does not tell.
    Unknown,
}
