import type { Place } from "../../compile/ast.js";

/** An instruction of the inline assembler that is refused. */
export class InlineError extends Error {
  override readonly name = "InlineError";

  /** @param place - of the argument or instruction that is wrong */
  constructor(
    readonly place: Place,
    text: string,
  ) {
    super(text);
  }
}

/** A message with its `%q`, `%d` and `%x` filled in; `%x` is in hexadecimal. */
export function fillMessage(text: string, ...values: readonly (string | number)[]): string {
  let next = 0;
  return text.replace(/%[qdx]/g, (mark) => {
    const value = values[next++]!;
    return mark === "%x" ? value.toString(16) : String(value);
  });
}
