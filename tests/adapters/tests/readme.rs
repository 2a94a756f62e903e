//! The examples of the README, of the guides and of the services use tables at the root of this crate.

#[test]
fn the_readme_and_the_guides_show_the_table_that_their_examples_use() {
    let table = format!("```csv\n{}```\n", include_str!("../codes/chat.csv"));
    for text in [
        include_str!("../../../README.md"),
        include_str!("../../../close-codes/src/guide/choosing_codes.md"),
        include_str!("../../../close-codes/src/guide/reconnecting.md"),
    ] {
        assert!(text.contains(&table), "{text}");
    }
}

#[test]
fn the_table_of_the_services_is_the_one_in_the_examples() {
    assert_eq!(include_str!("../codes/game.csv"), include_str!("../../../close-codes/examples/codes/game.csv"));
}
