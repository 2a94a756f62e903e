//! A range's codes, number by number: only where there are any.

use std::collections::BTreeSet;

use close_codes_registry::Range;

use super::super::markup::{hue, numbers};
use super::canvas::{Canvas, fit, width};
use super::labels::{self, Label};
use super::{INNER, LEFT};
use crate::document::{Document, Named};

/// How many numbers are in a line, how large one is, and how far the line begins from the left.
struct Grid {
    numbers: u16,
    width: u32,
    height: u32,
    indent: u32,
}

/// From large to small; each number is written in the first.
const GRIDS: [Grid; 3] = [
    Grid { numbers: 20, width: 45, height: 30, indent: 0 },
    Grid { numbers: 50, width: 17, height: 18, indent: 50 },
    Grid { numbers: 100, width: 8, height: 12, indent: 50 },
];
/// A grid with more is too high.
const MOST_LINES: usize = 8;

pub(super) fn draw(canvas: &mut Canvas, document: &Document, range: &Range) {
    let codes: Vec<_> = document.codes.iter().filter(|code| range.codes.contains(&code.number)).collect();
    if codes.is_empty() {
        return;
    }
    let hue = hue(document, range);
    canvas.path(&format!("M{LEFT} {}h{INNER}", canvas.y + 22), "line");
    canvas.y += 58;
    let shown = numbers(&range.codes);
    let room = INNER - width(&shown, 19) - 12;
    let name = range.texts.first().map(|text| fit(&text.name, room, 19)).unwrap_or_default();
    canvas.heading(LEFT, canvas.y, &format!("hue-{hue}"), [&shown, &name]);
    canvas.y += 18;
    cells(canvas, range, &codes, hue);
    canvas.y += 10;
    let label = |code: &&Named| Label {
        hue,
        number: code.number.to_string(),
        name: code.texts.first().map(|text| text.name.clone()).unwrap_or_default(),
    };
    labels::draw(canvas, &codes.iter().map(label).collect::<Vec<_>>());
}

fn cells(canvas: &mut Canvas, range: &Range, codes: &[&Named], hue: usize) {
    let lines = |grid: &Grid| codes.iter().map(|code| code.number / grid.numbers).collect::<BTreeSet<_>>();
    let [.., smallest] = &GRIDS;
    let grid = GRIDS.iter().find(|grid| lines(grid).len() <= MOST_LINES).unwrap_or(smallest);
    let named: BTreeSet<u16> = codes.iter().map(|code| code.number).collect();
    let mut before = None;
    for line in lines(grid) {
        if before.is_some_and(|before| before + 1 != line) {
            // Between the lines are numbers, none of which has a name.
            canvas.path(&format!("M{} {}h{INNER}", LEFT, canvas.y + 5), "line dots");
            canvas.y += 12;
        }
        before = Some(line);
        let first = line * grid.numbers;
        if grid.indent > 0 {
            canvas.text(LEFT, canvas.y + grid.height - 3, "small soft", &first.to_string());
        }
        for position in 0..grid.numbers {
            // The last line can end beyond 65535.
            let Some(number) = first.checked_add(position).filter(|number| range.codes.contains(number)) else {
                continue;
            };
            let left = LEFT + grid.indent + u32::from(position) * grid.width;
            let is_named = named.contains(&number);
            let gap = if grid.indent > 0 { 2 } else { 3 };
            let class = if is_named { format!("hue-{hue}") } else { format!("hue-{hue} faint") };
            let place = [left, canvas.y, grid.width - gap, grid.height - gap];
            canvas.rect(place, if grid.indent > 0 { 2 } else { 5 }, &class);
            if grid.indent == 0 {
                let class = if is_named { "small bold middle on" } else { "small middle soft" };
                canvas.text(left + (grid.width - gap) / 2, canvas.y + 18, class, &number.to_string());
            }
        }
        canvas.y += grid.height;
    }
}
