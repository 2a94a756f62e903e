//! A `match` needs a wildcard, so that newly registered codes do not break it.

use close_codes::CloseCode;

fn main() {
    match CloseCode::NormalClosure {
        CloseCode::NormalClosure => {}
        CloseCode::GoingAway => {}
        CloseCode::ProtocolError => {}
        CloseCode::UnsupportedData => {}
        CloseCode::Reserved => {}
        CloseCode::NoStatusReceived => {}
        CloseCode::AbnormalClosure => {}
        CloseCode::InvalidFramePayloadData => {}
        CloseCode::PolicyViolation => {}
        CloseCode::MessageTooBig => {}
        CloseCode::MandatoryExtension => {}
        CloseCode::InternalError => {}
        CloseCode::ServiceRestart => {}
        CloseCode::TryAgainLater => {}
        CloseCode::BadGateway => {}
        CloseCode::TlsHandshake => {}
        CloseCode::Unauthorized => {}
        CloseCode::Forbidden => {}
        CloseCode::Timeout => {}
        CloseCode::Unregistered(_) => {}
    }
}
