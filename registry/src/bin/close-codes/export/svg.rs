use crate::document::Document;

pub(super) fn write(_document: &Document) -> String {
    String::new()
}
