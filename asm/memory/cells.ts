/** Words outside the heap that are roots: the runtime's own references, by name. */
import { Ref } from "./ref";

export const enum RootCell {
  /** The exception that a failed function left. */
  PendingException,
  /** `sys.modules`. */
  Modules,
  /** The `__main__` module. */
  Main,
  /** The module `sys`. */
  Sys,
  /** A str object made last for a host call, kept while the host reads it. */
  Scratch,
  /** The module globals that `builtins` overrides go to. */
  BuiltinsOverride,
  /** The value that the iterator exhausted last returned: see `next`. */
  StopValue,
  /** The last value the REPL printed. */
  LastValue,
  /** The exception for when there is no memory to make one, the tuple for its args and the str for its text. */
  EmergencyException,
  EmergencyArgs,
  /** Objects with a finaliser that are alive, and those whose finaliser is due. */
  Finalisable,
  FinaliserQueue,
  /** `micropython.schedule`'s queue. */
  ScheduleQueue,
  /** Values that the host holds by handle. */
  HostHandles,
  /** `sys.stdin`, `sys.stdout`, `sys.stderr`. */
  Stdin,
  Stdout,
  Stderr,
  AtExit,
  /** The objects that `struct` has packed as references, which nothing else may keep alive. */
  PackedObjects,
  /** The body of a main program of machine code that is still to be run. */
  MachineMain,
  /** On the board: the constants of frozen modules. */
  FrozenConstants,
  /** The Buffers of modules linked from C. */
  ForeignMemory,
  /** What stands for classes and objects of theirs, by a quarter of the address; see asm/native/foreign-type.ts. */
  ForeignObjects,
  /** The result that the host fetches after a run. */
  Result,
  Count,
}

/** Roots of the mounted file systems, behind the cells: an object and a path for each. */
const MOUNT_ROOTS: u32 = 32;
/** Roots of the board's modules, behind those. */
const BOARD_ROOTS: u32 = 160;
export const ROOT_COUNT: u32 = RootCell.Count + MOUNT_ROOTS + (BOARD ? BOARD_ROOTS : 0);
/** How many file systems can be mounted. */
export const MAX_MOUNTS: u32 = MOUNT_ROOTS / 2;

export const ROOT_CELLS: usize = memory.data(256 * 4, 8);

export function getCell(cell: RootCell): Ref {
  return load<u32>(ROOT_CELLS + ((<usize>cell) << 2));
}

export function setCell(cell: RootCell, x: Ref): void {
  store<u32>(ROOT_CELLS + ((<usize>cell) << 2), x);
}

/** The address of a root of the board's modules. */
export function boardRoot(index: u32): usize {
  return ROOT_CELLS + ((RootCell.Count + MOUNT_ROOTS + index) << 2);
}

/** The address of the roots of a mounted file system. */
export function mountRoots(index: u32): usize {
  return ROOT_CELLS + ((RootCell.Count + 2 * index) << 2);
}
