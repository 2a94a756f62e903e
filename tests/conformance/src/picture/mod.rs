//! The table as a picture for a narrow screen: codes are rows, libraries and browsers are columns.

use std::fmt::Write;
use std::ops::RangeInclusive;

use crate::column::Column;
use crate::effect::{self, Effect};
use crate::findings::{Finding, findings, is_library};
use crate::table::Table;
use crate::words::may_be_sent;

/// The style, and a mark for each effect.
const HEAD: &str = include_str!("head.svg");

/// The width; on a phone of 390 pixels, GitHub has 358 for it.
const WIDTH: usize = 360;
/// The side of a mark.
const MARK: usize = 17;
/// The distance between two columns.
const PITCH: usize = 20;
/// The distance between two lines.
const LINE: usize = 20;
const LEFT: usize = 8;
/// The place of the first column.
const COLUMNS: usize = 110;
/// The height of the names of columns, which are turned.
const NAMES: usize = 96;

/// The first codes of the rows. A row also ends where the codes that may be sent begin or end.
pub const ARRIVING: &[u16] = &[0, 1000, 1004, 1005, 1007, 1014, 1015, 1016, 3000, 5000];
pub const LEAVING: &[u16] = &[0, 1000, 1001, 1004, 1005, 1007, 1014, 1015, 1016, 2000, 3000, 5000];

/// Returns the rows of codes that may be sent, and those of codes that may not.
pub fn rows(first: &[u16]) -> [(&'static str, Vec<RangeInclusive<u16>>); 2] {
    let mut rows = [("codes that may be sent", Vec::new()), ("codes that may not be sent", Vec::new())];
    let mut start = 0;
    for code in 0..=u16::MAX {
        let ends =
            code.checked_add(1).is_none_or(|next| first.contains(&next) || may_be_sent(next) != may_be_sent(code));
        if ends {
            rows[usize::from(!may_be_sent(code))].1.push(start..=code);
            start = code.wrapping_add(1);
        }
    }
    rows
}

/// The names of rows here and in the table.
const REASONS: [(&str, &str); 2] =
    [("124 bytes", "a reason of 124 bytes (too long)"), ("not UTF-8", "a reason that is not UTF-8")];

/// Draws the table as SVG.
pub fn draw(table: &Table) -> String {
    let mut picture = Picture { columns: &table.0, svg: String::new(), y: 0 };
    picture.part("A close frame arrives: what is reported");
    let mut effects = Vec::new();
    for (heading, rows) in rows(ARRIVING) {
        picture.heading(heading);
        for codes in &rows {
            effects.extend(picture.row(&label(codes), |column| worst(codes, effect::arriving(column))));
        }
    }
    picture.legend(&effects, |effect| match effect {
        Effect::Kept => "the code as it arrived",
        Effect::Changed => "1002 instead of the code",
        Effect::Refused | Effect::Unavailable | Effect::Cut => "an error",
        Effect::Illegal => "the code; it is sent back, which is illegal",
        Effect::Broken => "nothing: the code is lost, or the library panics",
    });

    picture.part("The application closes: what is sent");
    effects.clear();
    for (heading, rows) in rows(LEAVING) {
        picture.heading(heading);
        for codes in &rows {
            effects.extend(picture.row(&label(codes), |column| worst(codes, effect::leaving(column))));
        }
    }
    picture.heading("reasons");
    for (label, row) in REASONS {
        effects.extend(picture.row(label, |column| effect::sent(effect::text(&column.sent, row))));
    }
    picture.legend(&effects, |effect| match effect {
        Effect::Kept => "as asked for",
        Effect::Changed => "the reason with U+FFFD in place of the bytes",
        Effect::Refused => "nothing: an error",
        Effect::Illegal => "as asked for, which is illegal",
        Effect::Cut => "the reason cut to 123 bytes",
        Effect::Broken => "nothing: a panic",
        Effect::Unavailable => "no function for it",
    });
    picture.finish(&findings(table))
}

fn label(codes: &RangeInclusive<u16>) -> String {
    match (codes.start(), codes.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    }
}

/// Returns the worst effect of these codes.
fn worst(codes: &RangeInclusive<u16>, effect: impl Fn(u16) -> Effect) -> Effect {
    codes.clone().map(effect).max().unwrap_or(Effect::Kept)
}

struct Picture<'a> {
    columns: &'a [Column],
    svg: String,
    /// The place of the last line's base.
    y: usize,
}

impl Picture<'_> {
    /// Begins a part: its title, and the names of its columns.
    fn part(&mut self, title: &str) {
        self.y += if self.y == 0 { 26 } else { 42 };
        self.text(LEFT, "title", title);
        self.y += NAMES + 8;
        for (at, column) in self.columns.iter().enumerate() {
            let class = if at == 0 { " class=\"ours\"" } else { "" };
            let (x, y) = (self.x(at) + 13, self.y);
            self.line(&format!(r#"<text{class} transform="translate({x} {y}) rotate(-90)">{}</text>"#, column.name));
        }
    }

    fn heading(&mut self, heading: &str) {
        self.y += LINE + 2;
        self.text(LEFT, "group", heading);
        self.y += 2;
    }

    /// Draws a row of marks and returns their effects.
    fn row(&mut self, label: &str, effect: impl Fn(&Column) -> Effect) -> Vec<Effect> {
        self.y += LINE;
        let end = COLUMNS - 6;
        self.line(&format!(r#"<text x="{end}" y="{}" text-anchor="end">{label}</text>"#, self.y));
        let effects: Vec<_> = self.columns.iter().map(effect).collect();
        for (at, effect) in effects.iter().enumerate() {
            self.mark(self.x(at), *effect);
        }
        effects
    }

    /// Explains the marks of these effects.
    fn legend(&mut self, effects: &[Effect], explain: impl Fn(Effect) -> &'static str) {
        let mut effects = effects.to_vec();
        effects.sort_unstable();
        effects.dedup();
        self.y += 10;
        for effect in effects {
            self.y += LINE;
            self.mark(LEFT, effect);
            self.text(LEFT + MARK + 7, "", explain(effect));
        }
    }

    /// The place of a column. A gap divides libraries from browsers.
    fn x(&self, at: usize) -> usize {
        COLUMNS + at * PITCH + if is_library(&self.columns[at]) { 0 } else { 4 }
    }

    fn mark(&mut self, x: usize, effect: Effect) {
        let name = format!("{effect:?}").to_lowercase();
        self.line(&format!(r##"<use href="#{name}" x="{x}" y="{}"/>"##, self.y - 13));
    }

    fn text(&mut self, x: usize, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
        self.line(&format!(r#"<text x="{x}" y="{}"{class}>{text}</text>"#, self.y));
    }

    fn line(&mut self, line: &str) {
        self.svg.push_str(line);
        self.svg.push('\n');
    }

    fn finish(self, findings: &[Finding]) -> String {
        let height = self.y + 16;
        let versions = self.columns.iter().map(Column::head).collect::<Vec<_>>().join(", ");
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\" aria-labelledby=\"title desc\">\n",
            WIDTH * 5 / 4,
            height * 5 / 4,
        );
        let _ = write!(
            svg,
            "<title id=\"title\">What WebSocket libraries and browsers do with close codes</title>\n\
             <desc id=\"desc\">{} Measured: {versions}.</desc>\n{HEAD}\
             <rect class=\"back\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n{}</svg>\n",
            findings.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            WIDTH - 1,
            height - 1,
            self.svg
        );
        svg
    }
}
