//! Preview: builds, serves on a loopback address, watches, and tells open pages what changed.
//!
//! The watcher only wakes the loop and says where to look first: [`crate::build::run`] decides by content what is to be done, the
//! same way as a build from the command line. Once all is quiet it looks everywhere, whatever the watcher has said. While a source is broken the last good site stays, and open pages show the problem.

#![expect(
    clippy::disallowed_methods,
    reason = "this room meets the disk, the clock and the network"
)]

mod guard;
mod http;
mod live;
mod shelf;
mod watch;

pub use watch::Watching;

use crate::build::{self, BadConfig, Options, Outcome};
use crate::problem::Problem;
use anyhow::Context;
use live::Live;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use watch::Watcher;

/// Where the preview is served.
#[derive(Clone, Debug)]
pub struct Address {
    /// A host name or an address; loopback by default.
    pub host: String,
    /// The port; the next free one is taken where it is in use.
    pub port: u16,
}

/// What happens while serving, for whoever tells the person at the terminal.
#[derive(Debug)]
pub enum News<'a> {
    /// The preview can be opened at this address.
    Ready(&'a str),
    /// The site's base address has changed, and with it the address of the preview.
    Moved(&'a str),
    /// The port that was asked for is in use, and another one was taken.
    OtherPort {
        /// The one asked for.
        wanted: u16,
        /// The one in its place.
        taken: u16,
    },
    /// The address can be reached from other machines.
    Exposed(IpAddr),
    /// A build ended.
    Built(&'a Outcome),
    /// A build could not run; the last good site stays.
    Broken(&'a anyhow::Error),
    /// Changes are looked for by polling, because this is why events are not to be had.
    Polling(&'a str),
}

/// Builds, serves and rebuilds until the process ends.
///
/// # Errors
/// Where no port is free, or the first build cannot write its output.
pub fn serve(
    options: &Options,
    address: &Address,
    watching: Watching,
    tell: &mut dyn FnMut(News<'_>),
) -> anyhow::Result<()> {
    let listener = bind(address, tell)?;
    let at = listener.local_addr()?;
    let base = base_path(options)?.unwrap_or_else(|| "/".to_owned());
    let live = Arc::new(Live::new(options.out.clone(), base));
    // Watching begins before the first build, so that no change falls between the two.
    let mut watcher = Watcher::start((&options.root, &options.out), watching, tell)?;
    let mut session = build::Session::to_stay();
    let mut ran = rebuild(options, &mut session, Some(&live), tell);
    let guard = guard::Guard::new(&address.host, at);
    http::start(listener, guard, Arc::clone(&live))?;
    let url = || format!("http://{}{}", shown(&address.host, at), live.base());
    tell(News::Ready(&url()));
    loop {
        watcher.retry_unless(ran);
        session.look = watcher.settled(tell)?;
        // A configuration that cannot be read moves nothing: the last good site stays where it was.
        if base_path(options).ok().flatten().is_some_and(|base| live.moves_to(base)) {
            tell(News::Moved(&url()));
        }
        ran = rebuild(options, &mut session, Some(&live), tell);
    }
}

/// Builds again on every change, without a server, until the process ends.
///
/// # Errors
/// Where the sources cannot be watched.
pub fn watch(
    options: &Options,
    watching: Watching,
    tell: &mut dyn FnMut(News<'_>),
) -> anyhow::Result<()> {
    let mut watcher = Watcher::start((&options.root, &options.out), watching, tell)?;
    let mut session = build::Session::to_stay();
    loop {
        let ran = rebuild(options, &mut session, None, tell);
        watcher.retry_unless(ran);
        session.look = watcher.settled(tell)?;
    }
}

/// Builds, and tells whoever listens; whether the build came to its end, or cannot until a source changes.
fn rebuild(
    options: &Options,
    session: &mut build::Session,
    live: Option<&Live>,
    tell: &mut dyn FnMut(News<'_>),
) -> bool {
    live.inspect(|live| live.shelf.build_begins());
    let mut pages = BTreeSet::new();
    let built = build::run_in(options, session, &mut |placed| {
        pages = placed.iter().cloned().collect();
        live.inspect(|live| live.placed(placed));
    });
    let changed = built.as_ref().map_or(&[][..], |outcome| &outcome.changed);
    live.inspect(|live| live.shelf.changed(changed));
    match built {
        Ok(outcome) => {
            let rest = outcome.changed.iter().filter(|path| !pages.contains(*path));
            // Feeds, nobody looks at; the pieces of the search are looked at through its page.
            let shown = |path: &String| {
                let shown = if path.starts_with("search/") { "search.html" } else { path };
                shown.ends_with(".html").then(|| shown.to_owned())
            };
            let rest: BTreeSet<String> = rest.filter_map(shown).collect();
            let rest: Vec<String> = rest.into_iter().collect();
            live.inspect(|live| live.built(&rest, &outcome.problems));
            tell(News::Built(&outcome));
            true
        }
        Err(error) => {
            live.inspect(|live| live.broken(&as_problems(&error)));
            tell(News::Broken(&error));
            error.is::<BadConfig>()
        }
    }
}

/// What open pages, and a person at the terminal, are told of a build that could not run.
pub(crate) fn as_problems(error: &anyhow::Error) -> Vec<Problem> {
    match error.downcast_ref::<BadConfig>() {
        Some(bad) => bad.0.clone(),
        None => vec![Problem::error(crate::problem::Code::Disk, "", format!("{error:#}"))],
    }
}

/// The path that the site stands under: that of its base address, ending in `/`; `None` while its configuration is broken.
fn base_path(options: &Options) -> anyhow::Result<Option<String>> {
    let config = match build::configuration(&options.root, options.base_url.as_deref()) {
        Err(error) if error.is::<BadConfig>() => return Ok(None),
        read => read?,
    };
    let path = config.base_url.and_then(|base| url::Url::parse(&base).ok());
    let path = path.map_or_else(|| "/".to_owned(), |base| base.path().to_owned());
    Ok(Some(if path.ends_with('/') { path } else { path + "/" }))
}

fn bind(address: &Address, tell: &mut dyn FnMut(News<'_>)) -> anyhow::Result<TcpListener> {
    let wanted = (address.host.as_str(), address.port);
    let ip = wanted
        .to_socket_addrs()
        .with_context(|| format!("“{}” is no address of this machine", address.host))?
        .next()
        .map(|found| found.ip())
        .with_context(|| format!("“{}” has no address", address.host))?;
    let last = address.port.saturating_add(20);
    let bind = |port| TcpListener::bind(SocketAddr::new(ip, port)).map(|bound| (port, bound));
    let mut later = address.port.saturating_add(1)..=last;
    let (port, listener) = bind(address.port)
        .or_else(|error| later.find_map(|port| bind(port).ok()).ok_or(error))
        .with_context(|| format!("cannot serve at {ip}, ports {} to {last}", address.port))?;
    if !ip.is_loopback() {
        tell(News::Exposed(ip));
    }
    if port != address.port {
        tell(News::OtherPort { wanted: address.port, taken: port });
    }
    Ok(listener)
}

/// The address to show: a name as typed, an IPv6 address in brackets; where every address is served, one that can be opened.
fn shown(host: &str, at: SocketAddr) -> String {
    match host.parse::<IpAddr>() {
        Ok(ip) if ip.is_unspecified() => format!("localhost:{}", at.port()),
        Ok(_) => at.to_string(),
        Err(_) => format!("{host}:{}", at.port()),
    }
}
