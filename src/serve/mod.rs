//! Preview server, watcher, live reload.
