import { expect, test } from "vitest";
import { createRenewal } from "./renewal.ts";
import type { GrantedToken, Renewal } from "./renewal.ts";

interface Set {
  readonly renewal: Renewal;
  readonly clock: { time: number };
  readonly asked: () => number;
  readonly failures: readonly unknown[];
}

function setUp(answer: (count: number) => Promise<GrantedToken>, lifetimeMs?: number): Set {
  const clock = { time: 0 };
  const failures: unknown[] = [];
  let count = 0;
  const renewal = createRenewal({
    first: { token: "t0", lifetimeMs },
    ask: () => answer((count += 1)),
    clock: { now: () => clock.time },
    onFailure: (reason) => failures.push(reason),
  });
  return { renewal, clock, asked: () => count, failures };
}

const granted = async (count: number): Promise<GrantedToken> =>
  Promise.resolve({ token: `t${count}`, lifetimeMs: 1000 });

test("a token is sent until its time is over, and then another one", async () => {
  const { renewal, clock, asked } = setUp(granted, 1000);
  expect(await renewal.current()).toEqual({ kind: "bearer", token: "t0" });
  clock.time = 999;
  expect(await renewal.current()).toEqual({ kind: "bearer", token: "t0" });
  clock.time = 1000;
  expect(await renewal.current()).toEqual({ kind: "bearer", token: "t1" });
  expect(asked()).toBe(1);
});

test("many that are refused at the same time ask for one token", async () => {
  const { renewal, asked } = setUp(granted);
  renewal.noteTaken("Bearer t0");
  expect(await Promise.all(["Bearer t0", "Bearer t0", "Bearer t0"].map(renewal.renew))).toEqual([true, true, true]);
  expect(await renewal.renew("Bearer t0")).toBe(true);
  expect(asked()).toBe(1);
});

test("where the last token was never taken none is asked for", async () => {
  const { renewal, asked } = setUp(granted);
  expect(await renewal.renew("Bearer t0")).toBe(true);
  expect(await renewal.renew("Bearer t1")).toBe(false);
  expect(asked()).toBe(1);
  renewal.noteTaken("Bearer t1");
  expect(await renewal.renew("Bearer t1")).toBe(true);
  expect(asked()).toBe(2);
});

test("what does not come is told, and the old token stays", async () => {
  const { renewal, failures } = setUp(() => Promise.reject(new Error("invalid_grant")));
  renewal.noteTaken("Bearer t0");
  expect(await renewal.renew("Bearer t0")).toBe(false);
  expect(await renewal.current()).toEqual({ kind: "bearer", token: "t0" });
  expect(failures).toEqual([new Error("invalid_grant")]);
});

test("a target that refuses every token which it has taken before ends it at a hundred", async () => {
  const { renewal, asked } = setUp(granted);
  for (let n = 0; n < 200; n += 1) {
    renewal.noteTaken(`Bearer t${n}`);
    await renewal.renew(`Bearer t${n}`);
  }
  expect(asked()).toBe(100);
});
