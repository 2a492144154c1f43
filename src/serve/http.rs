//! Answers requests from the built site; what reloading needs is added on the way, never on disk.

use super::guard::Guard;
use super::live::{Live, Message};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;

/// Where pages listen for changes.
const EVENTS: &str = "/__reload";
/// The script that listens.
const SCRIPT: &str = "/__reload.js";

/// What every answer carries. Pages bring their own, stricter content policy; this one adds what only a header can say.
const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "frame-ancestors 'none'; object-src 'none'; base-uri 'self'"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

/// Content types, by file ending.
const TYPES: &[(&str, &str)] = &[
    ("bib", "text/plain; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar; charset=utf-8"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml"),
];

struct Server {
    guard: Guard,
    live: Arc<Live>,
}

/// Serves on threads of its own until the process ends.
pub(super) fn start(listener: TcpListener, guard: Guard, live: Arc<Live>) -> anyhow::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let router = Router::new().fallback(answer).with_state(Arc::new(Server { guard, live }));
    std::thread::Builder::new().name("http".to_owned()).spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        })
    })?;
    Ok(())
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let refused = server.guard.refuses(request.method(), request.uri(), request.headers());
    let response = match refused {
        Some(status) => refusal(status),
        None => route(&server.live, request.uri().path()).await,
    };
    with_headers(response)
}

/// Why nothing is shown, for whoever sees it.
fn refusal(status: StatusCode) -> Response {
    let why = match status {
        StatusCode::MISDIRECTED_REQUEST => {
            "This preview answers to its own address alone: the one that `dateline serve` has named, with its port.\n\
             To reach it from another machine, start it with --host and that machine's name for this one.\n"
        }
        StatusCode::FORBIDDEN => {
            "This preview answers its own pages alone, not those of another site.\n"
        }
        StatusCode::METHOD_NOT_ALLOWED => "This preview is only looked at.\n",
        _ => "",
    };
    let allowed =
        (status == StatusCode::METHOD_NOT_ALLOWED).then_some([(header::ALLOW, "GET, HEAD")]);
    (status, allowed, why).into_response()
}

async fn route(live: &Arc<Live>, path: &str) -> Response {
    match path {
        EVENTS => events(live).into_response(),
        SCRIPT => typed("js", StatusCode::OK, Bytes::from_static(include_bytes!("reload.js"))),
        _ => page(live, path).await,
    }
}

async fn page(live: &Arc<Live>, path: &str) -> Response {
    let base = live.base();
    let Some(inside) = path.strip_prefix(base.as_str()) else {
        return redirect_to_base(base, path);
    };
    let Some(file) = file_of(inside) else { return missing(live).await };
    // Asked before the page is: a page that is newer than it says is looked at once more, an older one never.
    let revision = live.revision();
    let Some(bytes) = shelved(live, &file).await else {
        let index = shelved(live, &format!("{file}/index.html")).await;
        return match index {
            Some(_) => redirect(format!("{base}{}/", inside.trim_matches('/'))),
            None => missing(live).await,
        };
    };
    match file.rsplit_once('.') {
        Some((_, "html")) => typed("html", StatusCode::OK, with_reload(&bytes, revision, &base)),
        Some((_, ending)) => typed(ending, StatusCode::OK, bytes),
        None => typed("", StatusCode::OK, bytes),
    }
}

/// A file's bytes, asked for where waiting for the disk holds up nobody else.
async fn shelved(live: &Arc<Live>, file: &str) -> Option<Bytes> {
    let (live, file) = (Arc::clone(live), file.to_owned());
    tokio::task::spawn_blocking(move || live.shelf.get(&file)).await.ok()?
}

/// `/` leads to a site that stands under a path.
fn redirect_to_base(base: String, path: &str) -> Response {
    if path != "/" && format!("{path}/") != base {
        return StatusCode::NOT_FOUND.into_response();
    }
    redirect(base)
}

fn redirect(to: String) -> Response {
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

async fn missing(live: &Arc<Live>) -> Response {
    let revision = live.revision();
    let bytes = shelved(live, "404.html").await;
    let bytes = bytes.unwrap_or_else(|| {
        Bytes::from_static(b"<!doctype html><title>Not found</title><body>Not found")
    });
    typed("html", StatusCode::NOT_FOUND, with_reload(&bytes, revision, &live.base()))
}

/// The file a path asks for, within the output whatever the path holds: no parent, no dot-file.
fn file_of(path: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let mut parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    if decoded.is_empty() || decoded.ends_with('/') {
        parts.push("index.html");
    }
    let strange = |part: &&str| part.starts_with('.') || part.contains(['\\', ':', '\0']);
    (!parts.iter().any(strange)).then(|| parts.join("/"))
}

fn typed(ending: &str, status: StatusCode, bytes: Bytes) -> Response {
    let known = TYPES.iter().find(|(known, _)| *known == ending);
    let kind = known.map_or("application/octet-stream", |(_, kind)| kind);
    (status, [(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
}

/// Adds the listening script at the end of a page.
fn with_reload(page: &Bytes, revision: u64, base: &str) -> Bytes {
    let base = crate::markdown::escape::escape(base);
    let script = format!(
        "<script src=\"{SCRIPT}\" data-revision=\"{revision}\" data-base=\"{base}\" data-trusted></script>"
    );
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    [before, script.as_bytes(), after].concat().into()
}

fn with_headers(mut response: Response) -> Response {
    for &(name, value) in HEADERS {
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// The stream of changes, beginning with what stands. A reader too slow for it is told what stands now instead.
fn events(live: &Arc<Live>) -> impl IntoResponse + use<> {
    let (live, listener) = (Arc::clone(live), live.listen());
    let stream = futures_util::stream::unfold(
        (None, live, listener),
        |(sent, live, mut listener)| async move {
            let message = match sent {
                None => live.hello(),
                Some(()) => match listener.recv().await {
                    Ok(message) => message,
                    Err(RecvError::Lagged(_)) => live.hello(),
                    Err(RecvError::Closed) => return None,
                },
            };
            Some((event(&message), (Some(()), live, listener)))
        },
    );
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn event(message: &Message) -> Result<Event, Infallible> {
    let data = serde_json::to_string(message).unwrap_or_default();
    Ok(Event::default()
        .id(message.revision.to_string())
        .retry(std::time::Duration::from_millis(300))
        .data(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_site() {
        for path in
            ["../secret", "%2e%2e/secret", ".git/config", "..%5csecret", "a/../../secret", "%00"]
        {
            assert_eq!(file_of(path), None, "{path}");
        }
        assert_eq!(file_of("").as_deref(), Some("index.html"));
        assert_eq!(file_of("day//2024/").as_deref(), Some("day/2024/index.html"));
    }

    #[test]
    fn the_reload_script_stands_before_the_end_of_the_page() {
        let page = with_reload(&Bytes::from_static(b"<body>x</body></html>"), 7, "/");
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert!(page.starts_with("<body>x<script") && page.ends_with("</script></body></html>"));
    }
}
