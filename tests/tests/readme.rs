//! The README shows the table that its examples use.

#[test]
fn the_table_is_the_one_that_is_shown() {
    let table = include_str!("../codes/game.csv");
    assert!(include_str!("../../README.md").contains(&format!("```csv\n{table}```\n")));
}
