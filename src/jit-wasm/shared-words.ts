/** Where in memory the VM has the words that it shares with compiled code. */
export interface SharedWords {
  readonly status: number;
  readonly epoch: number;
  /** Where in the VM's table of functions the code will be, 0 when that is not known. */
  readonly place: number;
}

/** Why compiled code returns 0; numbers of `Status` in asm/jit/state.ts. */
export enum Status {
  Raise,
  Frame,
  Suspend,
  Exit,
  ExitFailed,
  ExitPlain,
}
