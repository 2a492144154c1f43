//! Who may ask: the preview answers its own pages on this machine, and nobody that a web page elsewhere sends.
//!
//! A page on another site can make a browser ask a loopback address, and a name of its own can be made to resolve to one
//! (DNS rebinding). So the `Host` must be one of ours, an `Origin` must be our own, and what the browser marks as coming
//! from another site is refused.

use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use std::net::SocketAddr;

/// Bytes of headers that are listened to; browsers send under two thousand.
const MOST: usize = 32 * 1024;

/// The names this server answers to.
#[derive(Debug)]
pub(super) struct Guard {
    /// `localhost:1111`, `127.0.0.1:1111`, `[::1]:1111` and what was named on the command line.
    hosts: Vec<String>,
    /// The port, where every address of this machine is served: then any address will do, since only names can be made to
    /// lead here.
    any_address: Option<u16>,
}

impl Guard {
    pub(super) fn new(host: &str, at: SocketAddr) -> Self {
        let port = at.port();
        let mut hosts = vec![
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
            at.to_string(),
        ];
        if host.parse::<std::net::IpAddr>().is_err() {
            hosts.push(format!("{}:{port}", host.to_ascii_lowercase()));
        }
        if port == 80 {
            let bare = |host: &String| host.trim_end_matches(":80").to_owned();
            hosts.extend(hosts.iter().map(bare).collect::<Vec<_>>());
        }
        Self { hosts, any_address: at.ip().is_unspecified().then_some(port) }
    }

    /// Why a request is refused, if it is.
    pub(super) fn refuses(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<StatusCode> {
        if headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>()
            > MOST
        {
            return Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
        }
        if !self.is_own_host(uri, headers) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        if method != Method::GET && method != Method::HEAD {
            return Some(StatusCode::METHOD_NOT_ALLOWED);
        }
        if headers.contains_key(header::UPGRADE) {
            return Some(StatusCode::BAD_REQUEST);
        }
        (!self.is_own_origin(headers)).then_some(StatusCode::FORBIDDEN)
    }

    fn is_own_host(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut stated = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (stated.next(), stated.next()) else { return false };
        let target_is_ours = uri.authority().is_none_or(|target| self.is_ours(target.as_str()));
        target_is_ours && host.to_str().is_ok_and(|host| self.is_ours(host))
    }

    fn is_ours(&self, host: &str) -> bool {
        let address = || host.parse::<SocketAddr>().ok().map(|address| address.port());
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
            || self.any_address.is_some() && address() == self.any_address
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let site = headers.get(HeaderName::from_static("sec-fetch-site"));
        let mode = headers.get(HeaderName::from_static("sec-fetch-mode"));
        // A link on another site may be followed here; nothing else may be loaded from there.
        let elsewhere = site.is_some_and(|site| site == "cross-site" || site == "same-site")
            && mode.is_none_or(|mode| mode != "navigate");
        let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
        let own =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_ours(host));
        !elsewhere && origin.is_none_or(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(headers: &[(&'static str, &'static str)]) -> Option<StatusCode> {
        let guard = Guard::new("127.0.0.1", SocketAddr::from(([127, 0, 0, 1], 1111)));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        guard.refuses(&Method::GET, &Uri::from_static("/"), &map)
    }

    #[test]
    fn own_names_are_answered_in_any_case() {
        for host in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111"] {
            assert_eq!(asked(&[("host", host)]), None, "{host}");
        }
    }

    #[test]
    fn other_names_and_doubled_ones_are_refused() {
        for host in ["other.example:1111", "localhost:1", "127.1:1111", "localhost.:1111", ""] {
            assert_eq!(asked(&[("host", host)]), Some(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
        assert!(asked(&[]).is_some());
        assert!(asked(&[("host", "localhost:1111"), ("host", "localhost:1111")]).is_some());
    }

    #[test]
    fn every_address_is_answered_where_every_one_is_served_and_no_name() {
        let guard = Guard::new("0.0.0.0", SocketAddr::from(([0, 0, 0, 0], 1111)));
        assert!(guard.is_ours("192.0.2.7:1111") && guard.is_ours("[2001:db8::7]:1111"));
        assert!(!guard.is_ours("192.0.2.7:80") && !guard.is_ours("other.example:1111"));
    }

    #[test]
    fn other_origins_are_refused_and_links_are_followed() {
        let host = ("host", "localhost:1111");
        assert!(asked(&[host, ("origin", "https://localhost:1111")]).is_some());
        assert!(asked(&[host, ("origin", "null")]).is_some());
        assert_eq!(asked(&[host, ("origin", "http://localhost:1111")]), None);
        assert!(asked(&[host, ("sec-fetch-site", "cross-site")]).is_some());
        assert_eq!(
            asked(&[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]),
            None
        );
    }
}
