use core::fmt::{self, Write};

/// Writes number and name of a code, with the formatter's width, fill and alignment.
///
/// # Errors
///
/// If the formatter's writer fails.
pub fn display(number: u16, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let length = number.checked_ilog10().unwrap_or(0) as usize + " 0".len() + name.chars().count();
    let padding = f.width().unwrap_or(0).saturating_sub(length);
    let before = match f.align() {
        Some(fmt::Alignment::Right) => padding,
        Some(fmt::Alignment::Center) => padding / 2,
        Some(fmt::Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    write!(f, "{number} {name}")?;
    (before..padding).try_for_each(|_| f.write_char(fill))
}
