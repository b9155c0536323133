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
micropython.heap_lock()
try:
    fail()
except ValueError as error:
    caught = error
micropython.heap_unlock()
sys.print_exception(caught)`);
  expect(output.split("\n").slice(-4)).toEqual([
    '  File "<string>", line 6, in <module>',
    '  File "<string>", line 3, in fail',
    "ValueError: 1",
    "",
  ]);
});
