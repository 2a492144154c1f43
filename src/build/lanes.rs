//! Sixteen bits of each part of a page's input, kept beside its key: too few to trust, enough to say which part changed.

use crate::site::part::Part;

/// Sixteen bits of each part, the first one lowest; parts without a name are left out.
pub(super) fn lanes(parts: &[Part]) -> u128 {
    let told = parts.iter().filter(|(name, _)| !name.is_empty()).take(8);
    told.zip(0_u32..).fold(0, |lanes, ((_, print), at)| lanes | (print & 0xffff) << (at * 16))
}

/// The names of the parts that are not as they were.
pub(super) fn changed(parts: &[Part], before: u128) -> Vec<&'static str> {
    let now = lanes(parts);
    let told = parts.iter().filter(|(name, _)| !name.is_empty()).zip(0_u32..8);
    let differ = told.filter(|(_, at)| (now ^ before) >> (at * 16) & 0xffff != 0);
    differ.map(|((name, _), _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_by_name() {
        let parts =
            |text: u128, notes: u128| [("its text", text), ("", text), ("its notes", notes)];
        assert_eq!(changed(&parts(1, 7), lanes(&parts(2, 7))), ["its text"]);
        assert_eq!(changed(&parts(1, 7), lanes(&parts(1, 8))), ["its notes"]);
        assert!(changed(&parts(1, 7), lanes(&parts(1, 7))).is_empty());
    }
}
