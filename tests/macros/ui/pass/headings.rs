//! IANA's headings in any order, line ends, a byte order mark, and text that is not ASCII.

#[close_codes::close_codes("ui/pass/headings_of_iana.csv")]
enum Iana {}

#[close_codes::close_codes("ui/pass/headings_crlf_bom.csv")]
enum Crlf {}

fn main() {
    assert_eq!(Iana::ALL, [Iana::TokenExpired, Iana::Replaced]);
    assert_eq!(Iana::TokenExpired.references(), ["RFC6455", "RFC Errata 3227"]);
    assert_eq!(Crlf::ALL, [Crlf::TokenExpired, Crlf::Overloaded]);
    assert_eq!(Crlf::Overloaded.name(), "Überlastet");
    assert_eq!(Crlf::Overloaded.description(), "Zu viele Spieler. 満員");
}
