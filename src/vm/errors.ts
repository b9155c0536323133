/** A Python exception that the program did not catch. */
export class PythonError extends Error {
  override readonly name = "PythonError";

  /**
   * @param type the exception's type, such as `ValueError`
   * @param text its message, without the type
   * @param traceback what MicroPython prints about it: the traceback and the last line
   * @param options `cause` is the CompileError, with line and column, when the program itself was refused
   */
  constructor(
    readonly type: string,
    readonly text: string,
    readonly traceback: string,
    options?: ErrorOptions,
  ) {
    super(text === "" ? type : `${type}: ${text}`, options);
  }
}

/** The program ended itself: `sys.exit`, or SystemExit raised otherwise. */
export class PythonExit extends Error {
  override readonly name = "PythonExit";

  /**
   * @param status the exit status, 0 to 255
   * @param text what the program gave in place of a status, for standard error
   */
  constructor(
    readonly status: number,
    readonly text?: string,
  ) {
    super(`SystemExit with status ${status}`);
  }
}

/** The program used up its budget. The runtime can be used further. */
export class BudgetError extends Error {
  override readonly name: string = "BudgetError";

  constructor(message = "the program used up its budget") {
    super(message);
  }
}

/** The program ran for longer than it was given, in the board's own time. The board can be used further. */
export class VirtualTimeout extends BudgetError {
  override readonly name = "VirtualTimeout";

  /**
   * @param seconds of the board's time
   * @param where a traceback of where the program was, and the processor's pc; may be empty
   */
  constructor(
    readonly seconds: number,
    readonly where = "",
  ) {
    super(`the program has not ended within ${seconds} s of the board's time`);
  }
}

/** The same by the host's time. */
export class HostTimeout extends BudgetError {
  override readonly name = "HostTimeout";

  /** @param seconds of the host's time */
  constructor(
    readonly seconds: number,
    readonly where = "",
  ) {
    super(`the program has not ended within ${seconds} s of the host's time`);
  }
}

const resetReasons = {
  reset: "the program has reset the board",
  standby: "the board wakes from standby",
  watchdog: "the watchdog has reset the board",
  bootloader: "the program has started the bootloader",
} as const;

/** The program had the board reset, or it has woken from standby. A board that starts again is a new one. */
export class BoardReset extends BudgetError {
  override readonly name = "BoardReset";

  /** @param reason as `machine.reset_cause()` of the board that starts then tells it, which the bootloader does not */
  constructor(readonly reason: keyof typeof resetReasons) {
    super(resetReasons[reason]);
  }
}

/** The embedder did something that the runtime does not allow; the message says what was expected. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
}

/** The runtime has failed and cannot be used any more; `cause` says how. Others are not affected. */
export class RuntimeFailure extends Error {
  override readonly name = "RuntimeFailure";
}

/** Carries what a function of the embedder threw through the VM; the embedder gets `cause`. */
export class CallbackError extends Error {
  override readonly name = "CallbackError";

  constructor(cause: unknown) {
    super("a function of the embedder threw", { cause });
  }
}

/** Calls a function of the embedder. */
export function callOut<T>(callback: () => T): T {
  try {
    return callback();
  } catch (error) {
    throw new CallbackError(error);
  }
}
