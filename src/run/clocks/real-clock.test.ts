import { afterEach, expect, test, vi } from "vitest";
import { SYSTEM_CLOCK } from "../../../emulator/okta/org/app-options.ts";
import { REAL_CLOCK } from "./real-clock.ts";

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["a run", REAL_CLOCK],
  ["an emulated org", SYSTEM_CLOCK],
])("the clock of %s does not take a wait of a hundred days for none", async (_, clock) => {
  vi.useFakeTimers();
  const long = clock.sleep(100 * 86_400_000);
  const day = clock.sleep(86_400_000);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(await Promise.race([long.then(() => "the long one"), day.then(() => "a day")])).toBe("a day");
});
