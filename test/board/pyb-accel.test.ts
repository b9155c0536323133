import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { runBoard } from "./run-board.js";

describe("Accel", () => {
  it("reads the accelerometer", () => {
    const source = `import pyb
t = pyb.millis(); a = pyb.Accel(); print(a, 90 <= pyb.elapsed_millis(t) < 95, pyb.Pin("MMA_AVDD").value())
pyb.delay(20)
print(a.x(), a.y(), a.z(), a.tilt() != 0, a.filtered_xyz(), a.filtered_xyz())
print(a.read(7)); a.write(7, 0); print(a.read(7))`;
    const tilt = ({ board }: Pyboard): void => board.setAcceleration({ x: -1, y: 0.5, z: 0.25 });
    expect(runBoard(source, tilt, false).output).toBe(
      "<Accel> True 1\n-21 11 5 True (-21, 11, 5) (-42, 22, 10)\n1\n0\n",
    );
  });
});
