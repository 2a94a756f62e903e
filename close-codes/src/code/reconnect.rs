/// A hint for a client: connect again after a close code, or not. [`CloseCode::reconnect`](crate::CloseCode::reconnect) gives it.
///
/// The hint follows from the meaning of the code. It is not a policy: the application decides if, when and how often it
/// connects again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reconnect {
    /// The cause is probably temporary: a new connection may succeed later.
    Yes,
    /// The cause is probably permanent, or the connection has done its work.
    No,
    /// The code alone is not enough to decide.
    Unknown,
}
