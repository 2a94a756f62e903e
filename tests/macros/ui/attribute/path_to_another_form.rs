//! Files that are not CSV.

#[close_codes::close_codes("codes/game.md")]
pub enum Markdown {}

#[close_codes::close_codes("codes/game.json")]
pub enum Json {}

#[close_codes::close_codes("codes/game.yaml")]
pub enum Yaml {}

#[close_codes::close_codes("codes/game.yml")]
pub enum Yml {}

#[close_codes::close_codes("codes/game.toml")]
pub enum Toml {}

fn main() {}
