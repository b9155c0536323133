import { expect, it } from "vitest";
import { Clock } from "../../src/board/clock.js";
import { Pace } from "../../src/board/pace.js";

/** A host whose time passes only while it sleeps, or when it is said. */
class Host {
  time = 100;
  slept = 0;

  now(): number {
    return this.time;
  }

  sleep(seconds: number): void {
    this.time += seconds;
    this.slept += seconds;
  }
}

it("Pace holds virtual time back to the host's", () => {
  const clock = new Clock();
  const host = new Host();
  const pace = new Pace(clock, host);
  clock.advance(clock.cyclesOf(1));
  expect(host.slept).toBeCloseTo(1, 6);
  pace.stop();
  clock.advance(clock.cyclesOf(1));
  expect(host.slept).toBeCloseTo(1, 6);
});

it("Pace does not hurry after a slow host", () => {
  const clock = new Clock();
  const host = new Host();
  new Pace(clock, host);
  host.time += 5;
  clock.advance(clock.cyclesOf(1));
  expect(host.slept).toBeGreaterThan(0.99);
});
