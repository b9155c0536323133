import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after as later, runBoard } from "./run-board.js";

const SETUP = `import select, io, time, pyb
class Stream(io.IOBase):
  def __init__(self, answer): self.answer = answer
  def ioctl(self, request, events):
    self.asked = events
    return self.answer & events if self.answer > 0 else self.answer
def show(f):
  try: print(f())
  except Exception as e: print(repr(e))
`;

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void, hard = true): string =>
  runBoard(SETUP + source, prepare, hard).output;

describe("select", () => {
  it("has its constants", () => {
    const names = "select.POLLIN, select.POLLOUT, select.POLLERR, select.POLLHUP";
    expect(outputOf(`print(${names}, select.poll())`)).toMatch(/^1 4 8 16 <poll/);
  });

  it("asks streams of Python's own", () => {
    const source = `a, b = Stream(1), Stream(5)
p = select.poll()
p.register(a); p.register(b, select.POLLOUT)
print([(s is a, s is b, events) for s, events in p.poll()], a.asked, b.asked)`;
    expect(outputOf(source)).toBe("[(True, False, 1), (False, True, 4)] 5 4\n");
  });

  it("asks for other events, or no more", () => {
    const source = `a, b = Stream(5), Stream(5)
p = select.poll()
p.register(a); p.register(b); p.register(a, 1); p.modify(b, 4)
print([events for _, events in p.poll(0)])
p.unregister(a); p.unregister(a)
print([events for _, events in p.poll(0)])
show(lambda: p.modify(a, 1))`;
    expect(outputOf(source)).toBe("[1, 4]\n[4]\nOSError(2,)\n");
  });

  it("tells without new objects", () => {
    const source = `import micropython
p = select.poll()
p.register(pyb.UART(1, 9600)); p.register(pyb.UART(4, 9600))
p.ipoll(0)
micropython.heap_lock()
n = 0
for s, events in p.ipoll(0): n = 10 * n + events
micropython.heap_unlock()
print(n, len(list(p.ipoll(0, 1))), len(list(p.ipoll(0))))`;
    expect(outputOf(source)).toBe("44 2 0\n");
  });

  it("waits no longer than it was told", () => {
    const source = `p = select.poll(); p.register(Stream(0))
start = time.ticks_ms()
print(p.poll(50), time.ticks_diff(time.ticks_ms(), start))
print(select.select([Stream(0)], [], [], 0.02), time.ticks_diff(time.ticks_ms(), start))
print(p.poll(0), select.select([], [], [], 0))`;
    expect(outputOf(source, undefined, false)).toBe("[] 50\n([], [], []) 70\n[] ([], [], [])\n");
  });

  it("waits for a character of a serial port", () => {
    const source = `uart = pyb.UART(4, 9600)
p = select.poll(); p.register(uart, select.POLLIN)
start = time.ticks_ms()
print(p.poll()[0][0] is uart, 10 < time.ticks_diff(time.ticks_ms(), start) < 22, uart.read())`;
    const output = outputOf(
      source,
      (pyboard) => later(pyboard, 0.02, () => pyboard.board.feedUart("XA", "a")),
      false,
    );
    expect(output).toBe("True True b'a'\n");
  });

  it("waits for standard input", () => {
    const source = `import sys
p = select.poll(); p.register(sys.stdin, select.POLLIN)
print(len(p.poll(10)), len(p.poll(100)), sys.stdin.read(1))
print(select.select([sys.stdin], [sys.stdout], [], 0) == ([], [sys.stdout], []))`;
    const output = outputOf(
      source,
      (pyboard) => later(pyboard, 0.03, () => pyboard.board.usb.feed([0x78])),
      false,
    );
    expect(output).toBe("0 1 x\nTrue\n");
  });

  it("gives three lists, one stream in several", () => {
    const source = `a, b, c = Stream(5), Stream(24), Stream(0)
r, w, x = select.select([a, c], (a, b), [b], 1)
print(r == [a], w == [a], x == [b], a.asked, b.asked)`;
    expect(outputOf(source)).toBe("True True True 5 28\n");
  });

  it("raises what a stream answers, and knows what is none", () => {
    const source = `p = select.poll()
show(lambda: p.register(1))
p.register(Stream(-5))
show(p.poll)
show(lambda: select.select([Stream(-22)], [], []))`;
    expect(outputOf(source)).toBe(
      "OSError('stream operation not supported',)\nOSError(5,)\nOSError(22,)\n",
    );
  });

  it("can be interrupted", () => {
    const source = "p = select.poll(); p.register(Stream(0)); p.poll()";
    const interrupt = (pyboard: Pyboard): void =>
      later(pyboard, 0.05, () => pyboard.runtime.interrupt());
    expect(outputOf(source, interrupt)).toContain("KeyboardInterrupt");
  });
});
