//! Sets in the output of a `macro_rules!`, from different fragments.

macro_rules! set {
    ($vis:vis enum $name:ident { $($(#[$meta:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        #[close_codes::close_codes]
        #[derive(Debug)]
        $vis enum $name { $($(#[$meta])* $variant = $code),* }
    };
}

macro_rules! set_of_expressions {
    ($name:ident, $($variant:ident = $code:expr),*) => {
        #[close_codes::close_codes]
        enum $name { $($variant = $code),* }
    };
}

macro_rules! set_from_file {
    ($(#[$meta:meta])* $name:ident, $path:literal) => {
        #[close_codes::close_codes($path)]
        $(#[$meta])*
        enum $name {}
    };
}

macro_rules! whole_item {
    ($item:item) => {
        $item
    };
}

set! {
    pub(crate) enum Chat {
        /// The session's token has expired.
        TokenExpired = 4001,
        #[doc = "A newer client took the seat."]
        Replaced = 4002,
    }
}
set! { enum Private { TokenExpired = 4001 } }
set_of_expressions!(Expressions, TokenExpired = 4001, Replaced = 4002);
set_from_file!(
    #[derive(Debug, Clone)]
    #[must_use]
    Game,
    "ui/table/codes.csv"
);
whole_item! {
    #[close_codes::close_codes("ui/table/codes.csv")]
    enum Whole {}
}

fn main() {
    assert_eq!(Chat::TokenExpired.description(), "The session's token has expired.");
    assert_eq!(Chat::Replaced.description(), "A newer client took the seat.");
    assert_eq!(Private::ALL.len() + Expressions::ALL.len(), 3);
    assert_eq!(Game::ALL.len() + Whole::ALL.len(), 4);
}
