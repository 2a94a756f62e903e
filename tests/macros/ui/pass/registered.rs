//! Codes that are registered with another meaning.

#[close_codes::close_codes("ui/pass/registered.csv", registered = "allow")]
enum FromFile {}

#[close_codes::close_codes(registered = "allow")]
enum FromVariants {
    Slow = 3008,
}

fn main() {
    assert_eq!(FromFile::ALL, [FromFile::ConnectionClosed, FromFile::Slow]);
    assert_eq!(FromVariants::Slow.to_string(), "3008 Slow");
}
