//! Several sets in one module, in a function, and from one file.

#[close_codes::close_codes("ui/table/codes.csv")]
enum One {}

#[close_codes::close_codes("ui/table/codes.csv")]
enum Other {}

#[close_codes::close_codes]
enum Third {
    TokenExpired = 4001,
}

#[close_codes::close_codes]
enum Fourth {
    TokenExpired = 4001,
}

fn main() {
    #[close_codes::close_codes("ui/table/codes.csv")]
    enum Inside {}

    assert_eq!(One::ALL.len() + Other::ALL.len() + Inside::ALL.len(), 6);
    assert_eq!(Third::TokenExpired.as_u16(), Fourth::TokenExpired.as_u16());
}
