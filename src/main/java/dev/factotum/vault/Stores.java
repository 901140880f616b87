package dev.factotum.vault;

import java.util.Set;

/** Kinds of file system, as the system names them in lower case. */
public final class Stores {
    private static final Set<String> NETWORK = Set.of(
            "9p",
            "afpfs",
            "afs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "drvfs",
            "glusterfs",
            "gpfs",
            "lustre",
            "nfs",
            "nfs4",
            "prl_fs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "vboxsf",
            "virtiofs",
            "vmhgfs",
            "webdav");

    private Stores() {}

    /**
     * True where other machines may write to the same files, so that a lock of this machine's kernel need not hold for
     * all. A file system in user space counts as one: nobody can tell what stands behind it. A block device mounted that
     * way ({@code fuseblk}) is a local disk.
     */
    public static boolean shared(String type) {
        return NETWORK.contains(type) || type.equals("fuse") || type.startsWith("fuse.") || type.equals("macfuse");
    }
}
