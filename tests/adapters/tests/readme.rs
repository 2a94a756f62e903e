//! The README shows the table that its examples use. They are doctests of this crate, so the table is at its root.

#[test]
fn the_table_is_the_one_that_is_shown() {
    let table = include_str!("../codes/game.csv");
    assert_eq!(table, include_str!("../../../close-codes/examples/codes/game.csv"), "two files, one table");
    assert!(include_str!("../../../README.md").contains(&format!("```csv\n{table}```\n")));
}
