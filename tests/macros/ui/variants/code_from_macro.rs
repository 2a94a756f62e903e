//! An expression from a macro instead of a number.

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
