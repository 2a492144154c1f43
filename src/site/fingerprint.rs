//! Fingerprints of what a page shows: 128 bits over its view.

use std::hash::{Hash, Hasher};
use twox_hash::XxHash3_128;

/// Collects what is hashed, so that it is read in one pass at full speed.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let [_, _, _, _, _, _, _, _, low @ ..] = XxHash3_128::oneshot(&self.0).to_be_bytes();
        u64::from_be_bytes(low)
    }
}

/// The fingerprint of a value.
pub fn fingerprint(value: &impl Hash) -> u128 {
    // Room for nearly every view: to grow byte by byte costs as much as to hash.
    let mut bytes = Bytes(Vec::with_capacity(2048));
    value.hash(&mut bytes);
    XxHash3_128::oneshot(&bytes.0)
}
