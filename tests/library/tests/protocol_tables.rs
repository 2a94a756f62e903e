//! The tables of the example `reconnect`, code by code.

use close_codes::{CloseCode, CodeSet};

#[close_codes::close_codes("../../close-codes/examples/codes/graphql-transport-ws.csv")]
enum Graphql {}

#[close_codes::close_codes("../../close-codes/examples/codes/discord.csv")]
enum Discord {}

#[close_codes::close_codes("../../close-codes/examples/codes/pusher.csv")]
enum Pusher {}

#[close_codes::close_codes("../../close-codes/examples/codes/centrifugo.csv", registered = "allow")]
enum Centrifugo {}

fn codes<S: CodeSet, T>(value: fn(S) -> T) -> Vec<(u16, String, T)> {
    S::ALL.iter().map(|&code| (code.as_u16(), format!("{code:?}"), value(code))).collect()
}

fn expected<T>(codes: impl IntoIterator<Item = (u16, &'static str, T)>) -> Vec<(u16, String, T)> {
    codes.into_iter().map(|(number, variant, value)| (number, variant.to_owned(), value)).collect()
}

/// The numbers from `first` to `last` for which the function returns `value`.
fn numbers(first: u16, last: u16, of: fn(CloseCode) -> Option<bool>, value: Option<bool>) -> Vec<u16> {
    (first..=last).filter(|&number| of(CloseCode::from_u16(number)) == value).collect()
}

fn is_parsed_from_each_of_its_names<S: CodeSet>() {
    for &code in S::ALL {
        let (number, variant) = (code.as_u16(), format!("{code:?}"));
        let names = [code.to_string(), code.name().into(), code.key().into(), variant.clone()];
        for text in names.into_iter().chain([number.to_string(), format!("{number} {variant}")]) {
            for text in [text.to_lowercase(), text.to_uppercase(), text] {
                assert_eq!(text.parse(), Ok(code), "{text}");
            }
        }
    }
}

#[test]
fn each_code_is_parsed_from_number_name_key_and_variant() {
    is_parsed_from_each_of_its_names::<CloseCode>();
    is_parsed_from_each_of_its_names::<Graphql>();
    is_parsed_from_each_of_its_names::<Discord>();
    is_parsed_from_each_of_its_names::<Pusher>();
    is_parsed_from_each_of_its_names::<Centrifugo>();
    // The variant comes from the table, not from the name.
    assert_eq!(Pusher::SslOnly.name(), "Application only accepts SSL connections");
    assert_eq!("SslOnly".parse(), Ok(Pusher::SslOnly));
    assert_eq!("4000 SslOnly".parse(), Ok(Pusher::SslOnly));
}

#[test]
fn graphql_transport_ws() {
    assert_eq!(
        codes(Graphql::retry),
        expected([
            (4004, "BadResponse", false),
            (4005, "InternalClientError", false),
            (4400, "BadRequest", false),
            (4401, "Unauthorized", false),
            (4403, "Forbidden", true),
            (4406, "SubprotocolNotAcceptable", false),
            (4408, "ConnectionInitialisationTimeout", true),
            (4409, "SubscriberAlreadyExists", false),
            (4429, "TooManyInitialisationRequests", false),
            (4499, "Terminated", true),
            (4500, "InternalServerError", false),
            (4504, "ConnectionAcknowledgementTimeout", true),
        ])
    );
    assert_eq!(numbers(0, 1999, Graphql::retry_of, Some(true)), [1001, 1005, 1006, 1012, 1013, 1014]);
    assert_eq!(numbers(1000, 1999, Graphql::retry_of, None), [0; 0]);
    assert_eq!(numbers(2000, 3999, Graphql::retry_of, None).len(), 2000);
}

#[test]
fn discord() {
    let new_session = Some("start a new session");
    assert_eq!(
        codes(|code: Discord| (code.name(), code.reconnect(), code.then())),
        expected([
            (4000, "UnknownError", ("Unknown error", true, None)),
            (4001, "UnknownOpcode", ("Unknown opcode", true, None)),
            (4002, "DecodeError", ("Decode error", true, None)),
            (4003, "NotAuthenticated", ("Not authenticated", true, None)),
            (4004, "AuthenticationFailed", ("Authentication failed", false, None)),
            (4005, "AlreadyAuthenticated", ("Already authenticated", true, None)),
            (4007, "InvalidSeq", ("Invalid seq", true, new_session)),
            (4008, "RateLimited", ("Rate limited", true, None)),
            (4009, "SessionTimedOut", ("Session timed out", true, new_session)),
            (4010, "InvalidShard", ("Invalid shard", false, None)),
            (4011, "ShardingRequired", ("Sharding required", false, None)),
            (4012, "InvalidApiVersion", ("Invalid API version", false, None)),
            (4013, "InvalidIntents", ("Invalid intent(s)", false, None)),
            (4014, "DisallowedIntents", ("Disallowed intent(s)", false, None)),
        ])
    );
}

#[test]
fn pusher() {
    assert_eq!(
        codes(|code: Pusher| (code.name(), code.reconnect(), code.wait_ms(), code.action())),
        expected([
            (4000, "SslOnly", ("Application only accepts SSL connections", false, None, "tls_only")),
            (4001, "ApplicationDoesNotExist", ("Application does not exist", false, None, "refused")),
            (4003, "ApplicationDisabled", ("Application disabled", false, None, "refused")),
            (4004, "ApplicationOverConnectionQuota", ("Application over connection quota", false, None, "refused")),
            (4005, "PathNotFound", ("Path not found", false, None, "refused")),
            (4006, "InvalidVersionStringFormat", ("Invalid version string format", false, None, "refused")),
            (4007, "UnsupportedProtocolVersion", ("Unsupported protocol version", false, None, "refused")),
            (4008, "NoProtocolVersionSupplied", ("No protocol version supplied", false, None, "refused")),
            (4100, "OverCapacity", ("Over capacity", true, Some(1000), "backoff")),
            (4200, "GenericReconnectImmediately", ("Generic reconnect immediately", true, Some(0), "retry")),
            (4201, "PongReplyNotReceived", ("Pong reply not received", true, Some(0), "retry")),
            (4202, "ClosedAfterInactivity", ("Closed after inactivity", true, Some(0), "retry")),
            (4301, "ClientEventRejected", ("Client event rejected (rate limit)", false, None, "refused")),
        ])
    );
    assert_eq!(numbers(0, 65535, Pusher::reconnect_of, Some(true)), (4100..=4299).collect::<Vec<_>>());
    assert_eq!(numbers(0, 65535, Pusher::reconnect_of, None), (0..=3999).collect::<Vec<_>>());
    assert_eq!(
        [1001, 1002, 1004, 1005].map(|n| Pusher::action_of(n.into())),
        [None, Some("backoff"), Some("backoff"), None]
    );
}

#[test]
fn centrifugo() {
    assert_eq!(
        codes(|code: Centrifugo| (code.name(), code.reconnect())),
        expected([
            (3000, "ConnectionClosed", ("connection closed", true)),
            (3001, "Shutdown", ("shutdown", true)),
            (3004, "InternalServerError", ("internal server error", true)),
            (3005, "ConnectionExpired", ("connection expired", true)),
            (3006, "SubscriptionExpired", ("subscription expired", true)),
            (3008, "Slow", ("slow", true)),
            (3009, "WriteError", ("write error", true)),
            (3010, "InsufficientState", ("insufficient state", true)),
            (3011, "ForceReconnect", ("force reconnect", true)),
            (3012, "NoPong", ("no pong", true)),
            (3013, "TooManyRequests", ("too many requests", true)),
            (3014, "StateInvalidated", ("state invalidated", true)),
            (3500, "InvalidToken", ("invalid token", false)),
            (3501, "BadRequest", ("bad request", false)),
            (3502, "Stale", ("stale", false)),
            (3503, "ForceDisconnect", ("force disconnect", false)),
            (3504, "ConnectionLimit", ("connection limit", false)),
            (3505, "ChannelLimit", ("channel limit", false)),
            (3506, "InappropriateProtocol", ("inappropriate protocol", false)),
            (3507, "PermissionDenied", ("permission denied", false)),
            (3508, "NotAvailable", ("not available", false)),
            (3509, "TooManyErrors", ("too many errors", false)),
        ])
    );
    let stop: Vec<_> = (1009..=1009).chain(3500..=3999).chain(4500..=4999).collect();
    assert_eq!(numbers(0, 65535, Centrifugo::reconnect_of, Some(false)), stop);
    assert_eq!(numbers(0, 65535, Centrifugo::reconnect_of, None), [0; 0]);
}
