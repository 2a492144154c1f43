//! Two texts compared word by word: Myers' shortest edit script (*An O(ND) Difference Algorithm*, 1986).

#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "diagonals lie on both sides of 0, and texts are far shorter than an isize"
)]

/// One word of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change<'a> {
    /// Both have it.
    Same(&'a str),
    /// Only the first has it.
    First(&'a str),
    /// Only the second has it.
    Second(&'a str),
}

/// More edits than this are not looked for.
const EDITS: usize = 2_500;

/// The shortest way from one text to the other; `None` where they have too little in common.
pub(super) fn compare<'a>(first: &[&'a str], second: &[&'a str]) -> Option<Vec<Change<'a>>> {
    let trail = trail(first, second)?;
    let mut changes = Vec::new();
    let (mut x, mut y) = (first.len(), second.len());
    for (edits, reach) in trail.iter().enumerate().rev() {
        let edits = edits as isize;
        let k = x as isize - y as isize;
        let down = k == -edits || (k != edits && at(reach, k - 1) < at(reach, k + 1));
        let before = if down { k + 1 } else { k - 1 };
        let from = if edits == 0 { 0 } else { at(reach, before) };
        let from_y = (from as isize - before).max(0) as usize;
        let (stop_x, stop_y) = if edits == 0 {
            (0, 0)
        } else if down {
            (from, from_y + 1)
        } else {
            (from + 1, from_y)
        };
        while x > stop_x && y > stop_y {
            x -= 1;
            y -= 1;
            changes.extend(first.get(x).map(|word| Change::Same(word)));
        }
        if edits > 0 {
            if down {
                y -= 1;
                changes.extend(second.get(y).map(|word| Change::Second(word)));
            } else {
                x -= 1;
                changes.extend(first.get(x).map(|word| Change::First(word)));
            }
        }
    }
    changes.reverse();
    Some(changes)
}

/// How far each diagonal was reached before each edit; diagonal `k` stands at `k + edits + 1`.
fn trail(first: &[&str], second: &[&str]) -> Option<Vec<Vec<usize>>> {
    let mut trail: Vec<Vec<usize>> = Vec::new();
    let mut reach: Vec<usize> = vec![0; 3];
    for edits in 0..=EDITS.min(first.len() + second.len()) {
        trail.push(reach.clone());
        let mut next = vec![0; 2 * edits + 5];
        let end = edits as isize;
        for k in (-end..=end).step_by(2) {
            let down = k == -end || (k != end && at(&reach, k - 1) < at(&reach, k + 1));
            let mut x = if down { at(&reach, k + 1) } else { at(&reach, k - 1) + 1 };
            let mut y = (x as isize - k).max(0) as usize;
            while x < first.len() && y < second.len() && first.get(x) == second.get(y) {
                x += 1;
                y += 1;
            }
            if let Some(place) = next.get_mut((k + end + 2) as usize) {
                *place = x;
            }
            if x >= first.len() && y >= second.len() {
                return Some(trail);
            }
        }
        reach = next;
    }
    None
}

/// How far diagonal `k` was reached; the middle of `reach` is diagonal 0.
fn at(reach: &[usize], k: isize) -> usize {
    let middle = (reach.len() / 2) as isize;
    usize::try_from(middle + k).ok().and_then(|place| reach.get(place)).copied().unwrap_or(0)
}
