use core::fmt;

use super::registered::CodeRange;

/// Writes the [`name`](CodeRange::name).
impl fmt::Display for CodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
