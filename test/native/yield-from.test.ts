import { expect, it } from "vitest";
import { Runtime } from "../../src/vm/runtime.js";

/** What a program prints whose generators are machine code on the processor. */
function outputOf(source: string): string {
  const parts: Buffer[] = [];
  const runtime = new Runtime({
    machine: "thumb",
    emit: "native",
    stdout: (bytes) => void parts.push(Buffer.from(bytes)),
  });
  try {
    runtime.run(source);
  } finally {
    runtime.dispose();
  }
  return Buffer.concat(parts).toString();
}

it("takes a StopIteration that a native iterator lets through for its end, with the value", () => {
  const source = `
def until(x):
    if x == 2:
        raise StopIteration(7)
    return x
def delegating():
    print((yield from map(until, range(9))))
print(list(delegating()))
`;
  expect(outputOf(source)).toBe("7\n[0, 1]\n");
});
