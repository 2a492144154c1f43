//! A preview server in a process of its own, with a client that listens to its events.

use super::sandbox::{Site, differing};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long anything is waited for: far longer than it takes on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// A running preview; it ends with the value.
pub(super) struct Server {
    pub(super) site: Site,
    pub(super) port: u16,
    pub(super) url: String,
    /// What it said on the terminal before it was ready.
    pub(super) said: String,
    child: Child,
    messages: Receiver<Value>,
    /// What it told since, and nobody asked for yet.
    told: Vec<Value>,
}

impl Server {
    /// Starts on a free port, and listens from the first built site on.
    pub(super) fn start(site: Site, arguments: &[&str]) -> Self {
        let port = if arguments.contains(&"--port") { &[][..] } else { &["--port", "0"][..] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("serve")
            .args(arguments)
            .args(port)
            .current_dir(site.root())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let url = loop {
            assert!(lines.read_line(&mut said).unwrap() > 0, "the preview ended: {said}");
            if let Some((_, url)) = said.split_once("Serving at ") {
                break url.split(char::is_whitespace).next().unwrap().to_owned();
            }
        };
        // What it says later is read, or it would wait for us.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        let port = url.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
        let messages = listen(port);
        let hello = messages.recv_timeout(PATIENCE).unwrap();
        assert!(hello["changed"].is_null(), "{hello}");
        Self { site, port, url, said, child, messages, told: Vec::new() }
    }

    /// The status and the body of an answer.
    pub(super) fn get(&self, path: &str) -> (u16, String) {
        get(self.port, path)
    }

    /// Waits for something, looking again whenever the preview tells of a change.
    pub(super) fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            assert!(began.elapsed() < PATIENCE, "{what}: it did not come");
            self.told.extend(self.messages.recv_timeout(Duration::from_millis(100)));
        }
    }

    /// Waits until the output is what a clean build makes of the sources.
    pub(super) fn until_clean(&mut self) {
        let clean = self.site.clean_output();
        self.until("the output of a clean build", |server| {
            differing(&server.site.output(), &clean).is_empty()
        });
    }

    /// The addresses of each batch that was told.
    pub(super) fn changes(&mut self) -> Vec<Vec<String>> {
        self.told.extend(self.messages.try_iter());
        let changes = std::mem::take(&mut self.told).into_iter();
        let changes =
            changes.filter_map(|message| serde_json::from_value(message["changed"].clone()).ok());
        changes.filter(|changed: &Vec<String>| !changed.is_empty()).collect()
    }

    /// The addresses of the next batch.
    pub(super) fn next_change(&mut self) -> Vec<String> {
        let began = Instant::now();
        loop {
            if let Some(first) = self.changes().into_iter().next() {
                return first;
            }
            assert!(began.elapsed() < PATIENCE, "nothing was told");
            self.told.extend(self.messages.recv_timeout(Duration::from_millis(100)));
        }
    }

    /// Waits until open pages are told of exactly these files as broken; the problems.
    pub(super) fn until_broken(&self, files: &[&str]) -> Vec<Value> {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            let problems = message["problems"].as_array().unwrap();
            if problems.iter().map(|problem| &problem["file"]).eq(files) {
                return problems.clone();
            }
        }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body of a page that is there.
pub(super) fn body(server: &Server, path: &str) -> String {
    server.get(path).1
}

/// The status and the body of what a preview at a port answers.
pub(super) fn get(port: u16, path: &str) -> (u16, String) {
    let mut stream = ask(port, path);
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn ask(port: u16, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")
        .unwrap();
    stream
}

/// The messages of the event stream; it is listened to when this returns.
fn listen(port: u16) -> Receiver<Value> {
    let (sender, messages) = channel();
    let stream = ask(port, "/__reload");
    stream.set_read_timeout(None).unwrap();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let message =
                line.strip_prefix("data: ").and_then(|data| serde_json::from_str(data).ok());
            if message.is_some_and(|message| sender.send(message).is_err()) {
                break;
            }
        }
    });
    messages
}
