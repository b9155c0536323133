import { expect, it } from "vitest";
import { createRuntimeSync } from "../../build/index.js";

it("keeps the traceback of an exception that is raised while the heap is locked", () => {
  let output = "";
  const stdout = (bytes: Uint8Array): void => {
    output += new TextDecoder().decode(bytes);
  };
  createRuntimeSync({ stdout }).run(`import micropython, sys
def fail():
    raise ValueError(1)
def locked():
    micropython.heap_lock()
    try:
        fail()
    except ValueError as error:
        caught = error
    micropython.heap_unlock()
    sys.print_exception(caught)
locked()`);
  expect(output.split("\n").slice(-4)).toEqual([
    '  File "<stdin>", line 7, in locked',
    '  File "<stdin>", line 3, in fail',
    "ValueError: 1",
    "",
  ]);
});
