//! Five faults in one enum: each is shown.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    Replaced = 4001,
    Done = 1000,
    Kicked,
    Timeout = 3008,
    flood = 4005,
}

fn main() {}
