import { afterEach, expect, test, vi } from "vitest";
import { SYSTEM_CLOCK } from "../../emulator/okta/app-options.ts";
import { REAL_CLOCK } from "./real-clock.ts";

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["a run", REAL_CLOCK],
  ["an emulated org", SYSTEM_CLOCK],
])("the clock of %s does not take a wait of a hundred days for none", async (_, clock) => {
  vi.useFakeTimers();
  let isOver = false;
  void clock.sleep(100 * 86_400_000).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(isOver).toBe(false);
});
