import { expect, test } from "vitest";
import { createRateGate, parseRetryAfter } from "./rate-gate.ts";

function fakeClock() {
  let now = 0;
  const slept: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    now += ms;
    return Promise.resolve();
  };
  return { now: () => now, sleep, slept };
}

test("without a rate nothing waits", async () => {
  const clock = fakeClock();
  const gate = createRateGate(undefined, clock);
  for (let n = 0; n < 5; n += 1) await gate.pass(clock);
  expect(clock.slept).toEqual([]);
});

test("while a target asks for a pause nothing passes", async () => {
  const clock = fakeClock();
  const gate = createRateGate(undefined, clock);
  gate.holdFor(3000);
  await gate.pass(clock);
  expect(clock.now()).toBe(3000);
});

test("a longer pause is not cut short by a shorter one", async () => {
  const clock = fakeClock();
  const gate = createRateGate(undefined, clock);
  gate.holdFor(3000);
  gate.holdFor(1000);
  await gate.pass(clock);
  expect(clock.now()).toBe(3000);
});

test("four requests a second are a quarter of a second apart", async () => {
  const clock = fakeClock();
  const gate = createRateGate(4, clock);
  for (let n = 0; n < 3; n += 1) await gate.pass(clock);
  expect(clock.slept).toEqual([250, 250]);
});

test.each([
  ["7", 7000],
  [" 0 ", 0],
  ["Thu, 01 Jan 1970 00:00:10 GMT", 9000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
  ["1.5", undefined],
  ["NaN", undefined],
  [undefined, undefined],
])("Retry-After %j asks for %j ms, one second into the epoch", (value, expected) => {
  expect(parseRetryAfter(value, 1000)).toBe(expected);
});

test("a pause that is cut short ends with what is left of it", async () => {
  const clock = fakeClock();
  const gate = createRateGate(1, clock);
  gate.holdFor(120_000);
  gate.holdAtMost(5000);
  await gate.pass(clock);
  expect(clock.now()).toBe(5000);
});
