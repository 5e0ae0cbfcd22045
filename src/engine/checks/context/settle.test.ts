import { expect, test } from "vitest";
import type { Clock } from "../../../exchange/clock.ts";
import { createSettle } from "./settle.ts";

/** A clock that only moves when somebody waits. */
function createStandingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}

test("the last reading of a slow target is begun after the settling time, however few readings there are", async () => {
  const clock = createStandingClock();
  // Each answer takes 1.5 s and shows what was there when it was asked for; a write shows after 1.9 s.
  const read = async (): Promise<boolean> => {
    const isThere = clock.now() >= 1900;
    await clock.sleep(1500);
    return isThere;
  };
  expect(await createSettle({ clock, settleMs: 2000 })(read, (isThere) => isThere)).toBe(true);
});

test("what never becomes right is read until the settling time is over and no longer", async () => {
  const clock = createStandingClock();
  const begun: number[] = [];
  const read = (): Promise<boolean> => {
    begun.push(clock.now());
    return Promise.resolve(false);
  };
  expect(await createSettle({ clock, settleMs: 2000 })(read, (isThere) => isThere)).toBe(false);
  expect(begun).toEqual([0, 50, 150, 350, 750, 1550, 2000]);
});

test("without a settling time there is one reading", async () => {
  let readings = 0;
  await createSettle({ clock: createStandingClock(), settleMs: 0 })(
    () => Promise.resolve((readings += 1)),
    () => false,
  );
  expect(readings).toBe(1);
});
