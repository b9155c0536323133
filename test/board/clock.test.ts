import { describe, expect, it } from "vitest";
import { Clock } from "../../src/board/clock.js";
import { ClockEvent } from "../../src/board/event-queue.js";

describe("Clock", () => {
  it("delivers events in the order of their cycles", () => {
    const clock = new Clock();
    const seen: number[] = [];
    for (const at of [50, 10, 30, 20, 40]) clock.at(at, () => seen.push(at));
    clock.advanceTo(45);
    expect(seen).toEqual([10, 20, 30, 40]);
    expect(clock.next).toBe(50);
  });

  it("keeps the order of events of one cycle", () => {
    const clock = new Clock();
    const seen: string[] = [];
    for (const name of ["a", "b", "c"]) clock.at(7, () => seen.push(name));
    clock.advanceTo(7);
    expect(seen).toEqual(["a", "b", "c"]);
  });

  it("is at an event's own cycle while it is delivered", () => {
    const clock = new Clock();
    let now = 0;
    clock.at(12, () => {
      now = clock.now;
    });
    clock.advanceTo(100);
    expect([now, clock.now]).toEqual([12, 100]);
  });

  it("moves and cancels events", () => {
    const clock = new Clock();
    const seen: number[] = [];
    const events = [1, 2, 3, 4, 5, 6].map((name) => new ClockEvent(() => seen.push(name)));
    events.forEach((event, index) => {
      clock.schedule(event, 10 * (index + 1));
    });
    clock.schedule(events[0]!, 55);
    clock.cancel(events[2]!);
    clock.advanceTo(100);
    expect(seen).toEqual([2, 4, 5, 1, 6]);
  });

  it("counts seconds across changes of the frequency", () => {
    const clock = new Clock();
    clock.setFrequency(100);
    clock.advance(50);
    clock.setFrequency(1000);
    clock.advance(500);
    expect(clock.seconds).toBeCloseTo(1, 12);
    expect(clock.cycleAt(2)).toBe(1550);
  });
});
