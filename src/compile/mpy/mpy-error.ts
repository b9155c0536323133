/** Bytes that are no `.mpy` file which can be loaded: what Python sees is a ValueError. */
export class MpyError extends Error {
  override readonly name = "MpyError";
  readonly type = "ValueError";

  /**
   * @param text the ValueError's message
   * @param detail what is wrong, for whoever made the file
   */
  constructor(
    readonly text: string,
    readonly detail: string,
  ) {
    super(`${text}: ${detail}`);
  }
}
