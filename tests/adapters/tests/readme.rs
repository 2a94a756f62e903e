//! The examples of the README and of the services use tables at the root of this crate.

const README: &str = include_str!("../../../README.md");

#[test]
fn the_table_in_the_readme_is_the_one_that_its_example_uses() {
    let table = include_str!("../codes/chat.csv");
    assert!(README.contains(&format!("```csv\n{table}```\n")));
}

#[test]
fn the_table_of_the_services_is_the_one_in_the_examples() {
    assert_eq!(include_str!("../codes/game.csv"), include_str!("../../../close-codes/examples/codes/game.csv"));
}
