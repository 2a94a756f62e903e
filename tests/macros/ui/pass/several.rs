//! Several sets in one module, in a function, and of one file.

#[close_codes::close_codes("../table/codes.csv")]
enum One {}

#[close_codes::close_codes("../table/codes.csv")]
enum Other {}

#[close_codes::close_codes]
enum Third {
    TokenExpired = 4001,
}

#[close_codes::close_codes]
enum Fourth {
    TokenExpired = 4001,
}

// Beside this file there is one of the name, and another at the root of the crate.
#[close_codes::close_codes("codes/game.csv")]
enum Beside {}

fn main() {
    assert_eq!(Beside::ALL, [Beside::OnlyHere]);
    #[close_codes::close_codes("../table/codes.csv")]
    enum Inside {}

    assert_eq!(One::ALL.len() + Other::ALL.len() + Inside::ALL.len(), 6);
    assert_eq!(Third::TokenExpired.as_u16(), Fourth::TokenExpired.as_u16());
}
