//! Derives that each set already has, with any path.

#[close_codes::close_codes("ui/table/codes.csv")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
enum All {}

#[close_codes::close_codes]
#[derive(Debug, std::clone::Clone, ::core::cmp::PartialEq)]
enum Some {
    TokenExpired = 4001,
}

fn main() {
    assert_eq!(format!("{:?}", All::TokenExpired.clone()), "TokenExpired");
    assert!(All::TokenExpired < All::Replaced);
    assert_eq!(Some::TokenExpired, Some::TokenExpired);
}
