//! Texts in columns, as many as there is room for.

use super::canvas::{Canvas, fit, width};
use super::{INNER, LEFT};

/// A number, or several, and what is said of it.
pub(super) struct Label {
    pub(super) hue: usize,
    pub(super) number: String,
    pub(super) name: String,
}

const SIZE: u32 = 14;
const LINE: u32 = 24;
/// Between a number and its name, and at least between columns.
const GAP: u32 = 12;
const MOST_COLUMNS: u32 = 4;

/// Draws them from top to bottom and from left to right. What is too long for half of the width is cut.
pub(super) fn draw(canvas: &mut Canvas, labels: &[Label]) {
    let widest = |part: fn(&Label) -> &str| labels.iter().map(|label| width(part(label), SIZE)).max().unwrap_or(0);
    // Bold figures are a little wider.
    let indent = widest(|label| &label.number) * 11 / 10 + GAP;
    let whole = indent + widest(|label| &label.name) + GAP * 2;
    let count = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    let columns = (INNER / whole.max(1)).clamp(2, MOST_COLUMNS);
    let lines = count.div_ceil(columns).max(1);
    let column_width = INNER / columns;
    for (index, label) in (0..).zip(labels) {
        let left = LEFT + index / lines * column_width;
        let y = canvas.y + index % lines * LINE + 17;
        canvas.text(left, y, &format!("bold hue-{}", label.hue), &label.number);
        let name = fit(&label.name, (column_width - GAP).saturating_sub(indent), SIZE);
        if !name.is_empty() {
            canvas.text(left + indent, y, "", &name);
        }
    }
    canvas.y += lines * LINE;
}
