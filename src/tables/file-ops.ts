/**
 * Requests to the host's file systems: `file(op, path, length, a, b)`. `path` is UTF-8, relative to the current
 * directory of the volume `b`; volume 0 is what the embedder has granted. A negative answer is a negated `Errno`. What is said to be left is fetched with
 * `takeBytes`; the answer is then its length in bytes. Numbers in it are little-endian.
 */
export const FileOp = {
  /** Opens; `a` is a sum of `OpenFlag`. Answers a descriptor above 2, for `read` and `write`. */
  Open: 0,
  /** Closes the descriptor `a`. */
  Close: 1,
  /** Moves the descriptor `a` to position `b` from the start, the present position, the end; answers the new one. */
  SeekSet: 2,
  SeekCurrent: 3,
  SeekEnd: 4,
  /** Writes out what the host still holds for the descriptor `a`. */
  Flush: 5,
  /** Leaves the whole content of a file. */
  ReadAll: 6,
  /** What a path is: 0 nothing, 1 a folder, 2 a file. Never fails. */
  Kind: 7,
  /** Leaves 10 64-bit floats: mode, inode, device, links, user, group, size, times of access, change, creation in seconds. */
  Stat: 8,
  /** Leaves 10 64-bit floats as of `os.statvfs`: block size, fragment size, blocks, free, available, files, free, available, flags, longest name. */
  StatFileSystem: 9,
  /** Leaves the entries of a folder: for each four 32-bit words (mode bits of its type, inode, size or `NO_SIZE`, bytes of the name), then the name. */
  List: 10,
  MakeFolder: 11,
  RemoveFolder: 12,
  Remove: 13,
  /** The path is the old name, a zero byte, the new name. */
  Rename: 14,
  ChangeFolder: 15,
  /** Leaves the path of the current folder. */
  CurrentFolder: 16,
  /** Leaves the environment variable of this name; ENOENT when it is not set or not granted. */
  GetVariable: 17,
  /** The path is the name, a zero byte, the value; EPERM when not granted. */
  SetVariable: 18,
  /** Forgets an environment variable. */
  UnsetVariable: 19,
  /** Runs the shell command that the path is; answers its status. EPERM when not granted. */
  System: 20,
  /** Whether the descriptor `a` is a terminal: 0 or 1. */
  IsTerminal: 21,
  /** The volume that is mounted first: 0 at `/`, another one at `/flash`. Never fails. */
  FirstVolume: 22,
  /** Makes a volume of a folder; answers its number. */
  OpenFolder: 23,
  /** Mounts; `a` is a sum of `MountFlag`. */
  Mount: 24,
  /**
   * Makes a volume of the file system on a block device of the program's, whose handle is `a`; answers its number. The
   * path says which file system: `fat`, or `lfs2` and behind spaces the bytes of a read, of a write and of the lookahead
   * buffer, and 1 when times are kept, else 0.
   */
  OpenDevice: 25,
  /** Makes an empty file system on a block device; as `OpenDevice`. */
  FormatDevice: 26,
  /** Forgets the volume, when its last file is closed. */
  CloseVolume: 27,
} as const;

/** How a volume is mounted. */
export const MountFlag = {
  /** Whatever would change it is refused from now on. */
  ReadOnly: 1,
  /** An empty file system is made where there is none. */
  Format: 2,
} as const;

/** What a block device's `ioctl` is asked for; extmod/vfs.h of MicroPython. */
export const DeviceRequest = {
  Initialise: 1,
  Finish: 2,
  Sync: 3,
  BlockCount: 4,
  BlockSize: 5,
  EraseBlock: 6,
} as const;

/** How a call of a block device has ended, besides 0 and negated errnos. */
export const DeviceAnswer = {
  /** An exception is pending. */
  Raised: -0x80000000,
  /** It was None. */
  None: -0x7fffffff,
} as const;

/** How a file is opened. */
export const OpenFlag = {
  Read: 1,
  Write: 2,
  /** Every write goes to the end. */
  Append: 4,
  /** Made when it does not exist. */
  Create: 8,
  /** Emptied. */
  Truncate: 16,
  /** Must not exist. */
  Exclusive: 32,
} as const;

/** The bits of a mode that say what an entry is. */
export const FileType = { Folder: 0x4000, File: 0x8000 } as const;

/** The size of a folder's entry whose file system does not tell. */
export const NO_SIZE = 0xffffffff;
