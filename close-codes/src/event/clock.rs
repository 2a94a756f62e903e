use core::time::Duration;

/// The time since the first call in this process.
#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
pub(super) fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;

    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed()
}

/// There is no clock: `core` has none, and the one that `std` has on this target panics.
#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
pub(super) const fn now() -> Duration {
    Duration::ZERO
}
