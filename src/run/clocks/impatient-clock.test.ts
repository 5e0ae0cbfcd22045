import { expect, test } from "vitest";
import type { Clock } from "../../exchange/clock.ts";
import { createImpatientClock } from "./impatient-clock.ts";

function setUp() {
  const slept: number[] = [];
  const told: number[] = [];
  const clock: Clock = {
    now: () => 0,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
  return { clock: createImpatientClock(clock, (ms) => told.push(ms)), slept, told };
}

test.each([86_400_000, Infinity])("a wait of %d ms is not begun: nobody answers within a run", async (ms) => {
  const { clock, slept } = setUp();
  await clock.sleep(ms);
  expect(slept).toEqual([100]);
});

test.each([100, 60_001, 3_600_000])("a wait of %d ms lasts a minute at most", async (ms) => {
  const { clock, slept } = setUp();
  await clock.sleep(ms);
  expect(slept).toEqual([Math.min(ms, 60_000)]);
});

test("after ten minutes in all a wait lasts a second, which is told once", async () => {
  const { clock, slept, told } = setUp();
  for (let wait = 1; wait <= 12; wait += 1) await clock.sleep(300_000);
  expect(slept).toEqual([...Array<number>(10).fill(60_000), 1000, 1000]);
  expect(told).toEqual([600_000]);
});

test("waits between two readings are left as they are", async () => {
  const { clock, slept, told } = setUp();
  for (let wait = 1; wait <= 5000; wait += 1) await clock.sleep(250);
  expect(new Set(slept)).toEqual(new Set([250]));
  expect(told).toEqual([]);
});
