//! A code of the protocol that is not registered.

#[close_codes::close_codes(registered = "allow")]
pub enum ChatCode {
    RateLimited = 1008,
    Lost = 1016,
}

fn main() {}
