/** Why the loop, or a run, ended. */
export const enum Stop {
  /** It has not. */
  None,
  /** The slice is over, or something wants attention. */
  Slice,
  /** The function that was run has returned. */
  Returned,
  /** `cpu.fault` says what went wrong. */
  Fault,
  /** SVC; its number is in `cpu.stopNumber`. */
  Call,
  /** BKPT; its number is in `cpu.stopNumber`. */
  Breakpoint,
  /** WFI or WFE: nothing to do until an interrupt or event. */
  Wait,
  /** A branch to EXC_RETURN in handler mode. */
  ExceptionReturn,
  /** A runtime function has failed. */
  RuntimeFailed,
  /** The budget is used up. */
  Budget,
  /** The host asked for an interrupt. */
  Interrupted,
  /** A fault while faults could not be taken. */
  Lockup,
  /** AIRCR asked for a reset. */
  Reset,
}

/** What goes wrong in an instruction; the exception that takes it is in faults.ts. */
export const enum Fault {
  None,
  /** UsageFault: no such instruction. */
  Undefined,
  /** UsageFault: a branch to an even address, ARM state. */
  InvalidState,
  /** UsageFault: a bad EXC_RETURN. */
  InvalidReturn,
  /** UsageFault: a coprocessor that is not there or not enabled. */
  NoCoprocessor,
  /** UsageFault: an unaligned address where alignment is needed. */
  Unaligned,
  /** UsageFault: a division by zero while CCR.DIV_0_TRP is set. */
  DivideByZero,
  /** BusFault: no memory at the address of the instruction. */
  Fetch,
  /** BusFault: no memory at the address of the data. */
  Data,
  /** BusFault while an exception frame was written or read. */
  Stacking,
  Unstacking,
  /** BusFault while a vector was read: becomes a HardFault. */
  Vector,
  /** BusFault while the FPU's registers were written late. */
  Lazy,
  /** MemManage: the protection unit refuses the address of the data. */
  Protected,
  /** MemManage while an exception frame was written or read, or the FPU's registers late. */
  ProtectedStacking,
  ProtectedUnstacking,
  ProtectedLazy,
  /** MemManage: instructions cannot be in this region. */
  NoExecute,
  /** BKPT without a debugger: becomes a HardFault. */
  Breakpoint,
  /** SVC while it could not be taken: becomes a HardFault. */
  CallRefused,
}
