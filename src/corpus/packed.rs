//! Lists of hashes as plain bytes in the memo: most of a gist is hashes, and every build that gathers reads every gist.

use super::words::Hash;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(hashes: &[Hash], to: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    to.serialize_bytes(&bytes)
}

/// From an encoding that lends its bytes, as the memo's does.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Hash>, D::Error> {
    let (hashes, _) = <&[u8]>::deserialize(from)?.as_chunks();
    Ok(hashes.iter().map(|hash| Hash::from_le_bytes(*hash)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::words::Hash;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Hashes(#[serde(with = "super")] Vec<Hash>);

    #[test]
    fn a_list_of_hashes_is_read_as_it_was_written() {
        let hashes = Hashes(vec![0, 1, 0x0102_0304, Hash::MAX]);
        let bytes = postcard::to_stdvec(&hashes).unwrap();
        assert_eq!(postcard::from_bytes::<Hashes>(&bytes).unwrap(), hashes);
    }
}
