/// A hint about connecting again after a close code.
///
/// The hint follows from the meaning of the code. It is not a policy: the application decides how often, how soon and if
/// at all. See [`CloseCode::reconnect`](crate::CloseCode::reconnect).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reconnect {
    /// The cause is likely to pass: the same connection may well succeed later.
    Yes,
    /// The cause is likely to stay, or the connection was no longer wanted.
    No,
    /// The code alone does not tell.
    Unknown,
}
