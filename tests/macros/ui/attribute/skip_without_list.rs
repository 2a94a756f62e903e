//! The option `skip` without its list.

#[close_codes::close_codes("ui/table/codes.csv", skip = "Display")]
pub enum GameCode {}

#[close_codes::close_codes("ui/table/codes.csv", skip)]
pub enum ChatCode {}

#[close_codes::close_codes("ui/table/codes.csv", skip())]
pub enum VoiceCode {}

fn main() {}
