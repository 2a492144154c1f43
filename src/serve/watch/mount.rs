//! Drives that tell nothing of what another machine changes on them.
//!
//! A watch on them succeeds and stays silent, so it is the kind of the drive that says to poll instead.

use std::path::Path;

/// Kinds of file systems, as Linux names them, whose files others change: network shares and a host's folders in its guests.
const SILENT: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fakeowner",
    "fuse.grpcfuse",
    "fuse.gvfsd-fuse",
    "fuse.osxfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "ncpfs",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
];

/// The kind of the drive that `folder` stands on, where it is one of the silent ones. Other systems than Linux do not say.
pub(super) fn silent(folder: &Path) -> Option<&'static str> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = kind_at(&mounts, folder)?;
    SILENT.iter().find(|silent| **silent == kind).copied()
}

/// The kind of the drive at `folder`: the mount with the longest path above it, the last one where several stand at one.
/// Each line is `36 35 98:0 / /mnt rw … - ext4 /dev/sda rw`: proc(5).
fn kind_at<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let above = mounts.lines().filter_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        // Spaces in paths are written so.
        let path = place.split(' ').nth(4)?.replace("\\040", " ");
        folder.starts_with(&path).then_some((path.len(), kind.split(' ').next()?))
    });
    above.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_above_a_folder_tells_its_kind() {
        let mounts = "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n\
                      30 22 0:40 / /mnt/news\\040desk rw - cifs //server/news rw\n\
                      31 22 0:41 / /mnt rw - tmpfs tmpfs rw\n";
        assert_eq!(kind_at(mounts, Path::new("/mnt/news desk/site")), Some("cifs"));
        assert_eq!(kind_at(mounts, Path::new("/mnt/news")), Some("tmpfs"));
        assert_eq!(kind_at(mounts, Path::new("/home/site")), Some("ext4"));
    }

    #[test]
    fn the_kinds_are_sorted() {
        assert!(SILENT.is_sorted());
    }
}
