import { FileOp, MountFlag } from "../tables/file-ops.js";
import { FileError, type FileSystem, type OpenFile } from "./files.js";
import { normalise } from "./sub-files.js";

/** A file system of the program's, with its current directory. */
export class Volume {
  directory: string;
  private readOnly = false;
  private busy = false;
  /** Files that the program forgot while a request was under way. */
  private readonly forgotten: OpenFile[] = [];
  private openFiles = 0;
  private unwanted = false;
  private made: FileSystem | undefined;

  /**
   * @param source the files, or what makes them when they are first asked for
   * @param nested whether they lie on a block device of the program, whose code then runs within a request
   */
  constructor(
    private readonly source: FileSystem | (() => FileSystem) | undefined,
    readonly nested = false,
  ) {
    this.directory = typeof source === "function" ? "/" : (source?.home ?? "/");
  }

  /** The files; undefined when none are granted. */
  get files(): FileSystem | undefined {
    this.made ??= typeof this.source === "function" ? this.source() : this.source;
    return this.made;
  }

  /** The files. @throws FileError */
  need(path: string): FileSystem {
    const { files } = this;
    if (files === undefined) throw new FileError("ENODEV", path);
    return files;
  }

  /** A path from the volume's root. */
  resolve(path: string): string {
    if (path.startsWith("/")) return path;
    return this.directory === "/" ? `/${path}` : `${this.directory}/${path}`;
  }

  /** @throws FileError when it is mounted for reading only */
  needWritable(path: string): void {
    if (this.readOnly) throw new FileError("EROFS", path);
  }

  /** Mounts; the flags are a sum of `MountFlag`. @throws FileError */
  mount(flags: number): void {
    const readOnly = (flags & MountFlag.ReadOnly) !== 0;
    const format = (flags & MountFlag.Format) !== 0;
    if (readOnly) this.readOnly = true;
    const { files } = this;
    if (files?.mount !== undefined) files.mount(format);
    else if (format) throw new FileError("EPERM", "/");
  }

  /** Changes the current directory. @throws FileError */
  changeDirectory(path: string): void {
    const files = this.need(path);
    const stat = files.stat(path);
    if (stat === undefined) throw new FileError("ENOENT", path);
    if (!stat.directory) throw new FileError(files.changeFailure ?? "ENOTDIR", path);
    this.directory = normalise(path);
  }

  /** Does something with the files that nothing else may interrupt. @throws FileError; what the action throws */
  use<T>(action: () => T): T {
    if (!this.nested) return action();
    if (this.busy) throw new FileError("EBUSY", "/");
    this.busy = true;
    try {
      return action();
    } finally {
      this.busy = false;
      this.closeForgotten();
    }
  }

  opened(): void {
    this.openFiles++;
  }

  /** Closes a file; while the volume is busy, behind what it does. @throws FileError */
  close(file: OpenFile): void {
    this.openFiles--;
    if (this.busy) this.forgotten.push(file);
    else this.use(() => file.close());
  }

  private closeForgotten(): void {
    for (let file = this.forgotten.pop(); file !== undefined; file = this.forgotten.pop()) {
      const closing = file;
      this.use(() => closing.close());
    }
  }

  /** Says that the program has forgotten the volume itself. */
  abandon(): void {
    this.unwanted = true;
  }

  /** Whether nothing will ever be asked of it again. */
  get isOver(): boolean {
    return this.unwanted && this.openFiles === 0;
  }
}

/** Requests that change something. */
export const changes: ReadonlySet<number> = new Set([
  FileOp.MakeFolder,
  FileOp.RemoveFolder,
  FileOp.Remove,
  FileOp.Rename,
]);

/** The volumes of one runtime, by number; 0 is what the embedder has granted. */
export class Volumes {
  private readonly volumes = new Map<number, Volume>();
  private next = 1;

  constructor(granted: FileSystem | undefined) {
    this.volumes.set(0, new Volume(granted));
  }

  /** The number of a new volume. */
  add(volume: Volume): number {
    this.volumes.set(this.next, volume);
    return this.next++;
  }

  /** @throws FileError when there is none of this number */
  get(number: number): Volume {
    const volume = this.volumes.get(number);
    if (volume === undefined) throw new FileError("ENODEV", `volume ${number}`);
    return volume;
  }

  /** Forgets a volume that the program has forgotten, when its last file is closed. */
  abandon(number: number): void {
    const volume = this.volumes.get(number);
    volume?.abandon();
    if (volume?.isOver) this.sweep();
  }

  /** Forgets what is over. */
  sweep(): void {
    for (const [number, volume] of this.volumes) {
      if (number !== 0 && volume.isOver) this.volumes.delete(number);
    }
  }
}
