use crate::document::Document;

pub(super) fn write(_document: &Document) -> String {
    String::new()
}

pub(super) fn schema(_document: &Document) -> String {
    String::new()
}
