use core::time::Duration;

/// Returns the time since the first call in this process.
#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
pub(super) fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;

    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed()
}

/// Returns zero: `core` does not have a clock, and `std`'s clock panics on this target.
#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
pub(super) const fn now() -> Duration {
    Duration::ZERO
}
