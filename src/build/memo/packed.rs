//! The index's many small parts as plain bytes: it holds tens of thousands of fingerprints, places and paths, and every run reads
//! all of them before it can tell that nothing has changed.

/// A fingerprint.
pub(in crate::build) mod hash {
    use super::super::Hash;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::build) fn serialize<S: Serializer>(
        hash: &Hash,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&hash.to_le_bytes())
    }

    /// From an encoding that lends its bytes, as the memo's does.
    pub(in crate::build) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Hash, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        bytes.try_into().map(Hash::from_le_bytes).map_err(D::Error::custom)
    }
}

/// A map, read in one go: its keys come in order.
pub(super) mod map {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(in super::super) fn serialize<K, V, S>(
        map: &BTreeMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error>
    where
        K: Serialize,
        V: Serialize,
        S: Serializer,
    {
        to.collect_seq(map)
    }

    pub(in super::super) fn deserialize<'de, K, V, D>(from: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(from)?.into_iter().collect())
    }
}

/// Places of results, by their keys.
pub(super) mod places {
    use super::super::{Hash, Place};
    use serde::{Deserialize, Deserializer, Serializer};

    const LENGTH: usize = 28;

    pub(in super::super) fn serialize<S: Serializer>(
        places: &[(Hash, Place)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(places.len() * LENGTH);
        for (key, place) in places {
            bytes.extend(key.to_le_bytes());
            bytes.extend(place.to_bytes());
        }
        to.serialize_bytes(&bytes)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(Hash, Place)>, D::Error> {
        let (all, _) = <&[u8]>::deserialize(from)?.as_chunks::<LENGTH>();
        let place = |bytes: &[u8; LENGTH]| {
            let (key, place) = bytes.split_first_chunk()?;
            Some((Hash::from_le_bytes(*key), Place::from_bytes(place)?))
        };
        Ok(all.iter().filter_map(place).collect())
    }
}
