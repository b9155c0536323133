import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

const outputOf = (source: string): string => runBoard(source, undefined, false).output;

describe("RTC", () => {
  it("waits for its crystal, and begins in 2015", () => {
    const source = `from pyb import RTC
import pyb
r = RTC(); print(r, r is RTC())
print(r.datetime()[:7], 490 < pyb.millis() < 510)
t = pyb.millis(); r.datetime(); print(pyb.elapsed_millis(t))
print(hex(r.info() >> 16), 400 < (r.info() & 0xffff) < 600)`;
    expect(outputOf(source)).toBe("<RTC> True\n(2015, 1, 1, 4, 0, 0, 0) True\n0\n0x3000 True\n");
  });

  it("keeps the time, which the module time tells", () => {
    const source = `from pyb import RTC
import pyb, time
r = RTC()
r.datetime((2024, 2, 28, 3, 23, 59, 58, 0))
pyb.delay(2550); print(r.datetime()[:7], 110 < r.datetime()[7] < 120)
print(time.time(), time.localtime(), time.time_ns() // 100000000)
print(time.mktime((2024, 2, 29, 0, 0, 0, 0, 0)), time.gmtime(0), time.localtime(-1)[:6])
r.init(); print(r.datetime()[:4])`;
    expect(outputOf(source)).toBe(
      "(2024, 2, 29, 4, 0, 0, 0) True\n762480000 (2024, 2, 29, 0, 0, 0, 3, 60) 7624800005\n" +
        "762480000 (2000, 1, 1, 0, 0, 0, 5, 1) (1999, 12, 31, 23, 59, 59)\n(2015, 1, 1, 4)\n",
    );
  });

  it("wakes up", () => {
    const source = `from pyb import RTC
import pyb, stm
r = RTC(); log = []
r.wakeup(100, lambda line: log.append([line])); pyb.delay(450); r.wakeup(None); print(log)
pyb.delay(300); print(len(log))
for ms in 1, 4001, 16001, 32001, 0x10001 * 1000:
  r.wakeup(ms); print(stm.mem32[stm.RTC + stm.RTC_CR] & 7, stm.mem32[stm.RTC + stm.RTC_WUTR])
log = []; r.wakeup(0, 2047, lambda line: log.append(line)); pyb.delay(2100); print(log)
try: r.wakeup(0x20001 * 1000)
except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "[[22], [22], [22], [22]]\n4\n3 15\n2 32775\n0 32769\n4 31\n6 0\n[22, 22]\nwakeup value too large\n",
    );
  });

  it("is calibrated", () => {
    const source = `from pyb import RTC
import stm
r = RTC()
for n in 512, 1, 0, -511: r.calibration(n); print(r.calibration(), hex(stm.mem32[stm.RTC + stm.RTC_CALR]))
print(r.calibration(0xfff), stm.mem32[stm.RTC + stm.RTC_CR] >> 23 & 1, r.calibration(0xffe))
for f in lambda: r.calibration(513), lambda: r.datetime((1, 2)), lambda: r.datetime(5):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;
    expect(outputOf(source)).toBe(
      "512 0x8000\n1 0x81ff\n0 0x0\n-511 0x1ff\n1 1 0\n" +
        "ValueError calibration value out of range\nValueError requested length 8 but object has length 2\n" +
        "TypeError object 'int' isn't a tuple or list\n",
    );
  });
});
