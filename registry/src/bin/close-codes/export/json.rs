use crate::document::Document;

pub(super) fn write(_document: &Document, _schema: Option<&str>) -> String {
    String::new()
}

pub(super) fn schema(_document: &Document) -> String {
    String::new()
}
