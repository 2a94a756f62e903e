//! The manual of the attribute shows the same tables that its examples use.

#[test]
fn the_tables_are_those_that_are_shown() {
    let manual = include_str!("../src/close_codes.md");
    for table in [
        include_str!("../examples/codes/game.csv"),
        include_str!("../examples/codes/http.csv"),
        include_str!("../examples/codes/registered.csv"),
    ] {
        assert!(manual.contains(&format!("```csv\n{table}```\n")), "{table}");
    }
}
