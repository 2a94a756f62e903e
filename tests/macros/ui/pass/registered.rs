//! Codes of the registry, with another meaning or with the registry's own.

use close_codes::{CloseCode, CodeSet};

#[close_codes::close_codes("ui/pass/registered.csv", registered = "allow")]
enum FromFile {}

#[close_codes::close_codes("ui/pass/unassigned.csv", registered = "allow", unassigned = "allow")]
enum Unassigned {}

#[close_codes::close_codes(registered = "allow")]
enum FromVariants {
    /// Nothing is wrong.
    Done = 1000,
    GoingAway = 1001,
    AbnormalClosure = 1006,
    TlsHandshake = 1015,
    Slow = 3008,
}

#[close_codes::close_codes(unassigned = "allow")]
enum UnassignedVariants {
    Custom = 1500,
}

fn main() {
    use FromFile::*;
    assert_eq!(FromFile::ALL, [NormalClosure, GoingAway, AbnormalClosure, RateLimited, ConnectionClosed, Slow, Kicked]);
    assert_eq!(NormalClosure.to_string(), "1000 Normal Closure");
    assert_eq!(GoingAway.description(), "Draining.");
    assert_eq!(NormalClosure.description(), CloseCode::NormalClosure.description());
    assert_eq!(RateLimited.key(), "rate_limited");
    assert_eq!("policy violation".parse::<FromFile>().ok(), None);
    assert_eq!("1008".parse(), Ok(RateLimited));
    assert!(RateLimited.retry() && !ConnectionClosed.retry());
    assert_eq!(FromFile::retry_of(CloseCode::AbnormalClosure), Some(true));
    assert_eq!(FromFile::retry_of(CloseCode::MessageTooBig), None);

    // RFC 6455, section 7.4.1: 1005, 1006 and 1015 are never sent.
    assert_eq!(RateLimited.frame("slow down").unwrap().encode(), b"\x03\xF0slow down");
    let refused = AbnormalClosure.frame("").unwrap_err().to_string();
    assert!(refused.contains("1006"), "{refused}");

    assert_eq!(Unassigned::ALL, [Unassigned::PolicyViolation, Unassigned::Custom, Unassigned::Last]);
    assert!(Unassigned::Custom.frame("").unwrap_err().to_string().contains("1500"));
    assert_eq!(UnassignedVariants::Custom.as_u16(), 1500);

    assert_eq!(FromVariants::Slow.to_string(), "3008 Slow");
    assert_eq!((FromVariants::Done.name(), FromVariants::Done.description()), ("Done", "Nothing is wrong."));
    for code in [FromVariants::GoingAway, FromVariants::AbnormalClosure, FromVariants::TlsHandshake] {
        let registered = CloseCode::from(code);
        assert_eq!((code.name(), code.description()), (registered.name(), registered.description()));
        assert_eq!(CodeSet::key(code), registered.key());
    }
}
