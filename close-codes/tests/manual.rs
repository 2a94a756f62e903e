//! The manual of the attribute shows the same table that its examples use.

#[test]
fn the_table_is_the_one_that_is_shown() {
    let manual = include_str!("../src/close_codes.md");
    let table = include_str!("../examples/codes/game.csv");
    assert!(manual.contains(&format!("```csv\n{table}```\n")));
}
