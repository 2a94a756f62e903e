//! Checks the ranges of all numbers.

use std::ops::RangeInclusive;

use super::claims::{Numbers, Variants, in_order, refuse_variant};
use super::translations::{self, Translation};
use super::{cell, headings};
use crate::model::{Missing, OnTheWire, Range};
use crate::problem::Problems;
use crate::read::{self, Read};
use crate::source::Source;

/// A row of the file: a range without its texts.
pub(super) struct RangeRow {
    pub(super) codes: RangeInclusive<u16>,
    pub(super) variant: String,
    pub(super) key: String,
    pub(super) on_the_wire: OnTheWire,
}

const ON_THE_WIRE: [(&str, OnTheWire); 3] =
    [("never", OnTheWire::Never), ("registered", OnTheWire::Registered), ("any", OnTheWire::Any)];

/// Returns the ranges in ascending order. Reports numbers that are not in exactly one range.
pub(super) fn check(source: &Source, variants: &mut Variants, problems: &mut Problems) -> Read<RangeRow> {
    let table = read::rows(source, headings::RANGES, problems);
    let mut bands = Read { rows: Vec::new(), complete: table.complete };
    let mut numbers = Numbers::default();
    for [cell, variant, on_the_wire] in table.rows {
        let line = source.line(cell.span.start);
        let codes = cell::codes(&cell.text, cell::CODES).and_then(|codes| numbers.claim(&codes, line).map(|()| codes));
        let key = variants.claim(&variant.text, &format!("the range {}", cell.text));
        let word = cell::word(&on_the_wire.text, &ON_THE_WIRE);
        let codes = codes.map_err(|fault| problems.report(source, cell.span, fault));
        let key = key.map_err(|fault| problems.report(source, variant.span, refuse_variant(&variant.text, &fault)));
        let word = word.map_err(|fault| problems.report(source, on_the_wire.span, fault));
        if let (Ok(codes), Ok(key), Ok(on_the_wire)) = (codes, key, word) {
            bands.rows.push(RangeRow { codes, variant: variant.text, key, on_the_wire });
        } else {
            bands.complete = false;
        }
    }
    bands.rows = in_order(bands.rows, |band| *band.codes.start());
    if bands.complete {
        for free in numbers.free() {
            problems.report(
                source,
                source.text().len(),
                format!("{} is not in any range: add a row for it", cell::show(&free)),
            );
            bands.complete = false;
        }
    }
    bands
}

/// Adds the texts to the ranges.
pub(super) fn join(bands: &[RangeRow], translations: &[Translation<'_>], missing: &mut Vec<Missing>) -> Vec<Range> {
    let mut ranges = Vec::new();
    for band in bands {
        ranges.push(Range {
            codes: band.codes.clone(),
            variant: band.variant.clone(),
            key: band.key.clone(),
            on_the_wire: band.on_the_wire,
            texts: translations::of_range(translations, &band.codes, &band.variant, missing),
        });
    }
    ranges
}
