//! Tables as spreadsheets write them: semicolons or tabs, headings in any case, `yes` and `1` for `true`.

#[close_codes::close_codes("ui/pass/semicolons.csv")]
enum Semicolons {}

#[close_codes::close_codes("ui/pass/tabs.csv")]
enum Tabs {}

fn main() {
    assert_eq!(Semicolons::TokenExpired.description(), "Log in");
    assert_eq!([Semicolons::TokenExpired.retry(), Semicolons::Replaced.retry()], [true, false]);
    assert_eq!(Tabs::TokenExpired.description(), "Log in, then retry.");
    assert_eq!([Tabs::TokenExpired.retry(), Tabs::Replaced.retry()], [true, false]);
}
