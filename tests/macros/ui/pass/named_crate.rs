//! The crate under another path.

mod library {
    pub(crate) mod reexported {
        pub(crate) use ::close_codes::*;
    }
}

#[library::reexported::close_codes(crate = crate::library::reexported)]
enum Path {
    TokenExpired = 4001,
}

#[library::reexported::close_codes("ui/table/codes.csv", crate = "crate::library::reexported")]
enum Text {}

macro_rules! set {
    ($name:ident) => {
        #[$crate::library::reexported::close_codes("ui/table/codes.csv", crate = $crate::library::reexported)]
        enum $name {}
    };
}
set!(FromMacro);

fn main() {
    assert_eq!(Path::ALL.len() + Text::ALL.len() + FromMacro::ALL.len(), 5);
}
