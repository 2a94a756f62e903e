//! A number that a macro was given with something behind it.

macro_rules! codes {
    ($code:expr) => {
        #[close_codes::close_codes]
        pub enum ChatCode {
            TokenExpired = $code,
        }
    };
}

codes!(4000 + 1);

fn main() {}
