//! A page that plays the peer in a browser, and posts its results here.

use axum::Router;
use axum::response::Html;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use crate::Result;
use crate::scene::print;

pub(crate) async fn serve(listener: TcpListener) -> Result {
    let results = async |lines: String| print(lines.trim_end());
    let router =
        Router::new().route("/", get(async || Html(include_str!("page.html")))).route("/results", post(results));
    Ok(axum::serve(listener, router).await?)
}
