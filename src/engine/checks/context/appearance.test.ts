import { errorResponse } from "../../../kit/defects/answers.ts";
import type { Wrap } from "../../../kit/defects/on.ts";
import { expect, test } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import type { Defect } from "../../../kit/defect.ts";
import { createCheckContext } from "./create-check-context.ts";

const generic = await loadProfile("generic");

/** A server that shows each user from the n-th reading on, and some never; those are told by their place, from 1. */
function late(shownAt: number, asked = new Map<string, number>(), never: readonly number[] = []): Defect {
  const wrap: Wrap = (next) => async (request) => {
    if (request.method !== "GET" || !/\/Users\/./.test(request.url)) return next(request);
    const count = (asked.get(request.url) ?? 0) + 1;
    asked.set(request.url, count);
    const isHidden = never.includes([...asked.keys()].indexOf(request.url) + 1);
    return isHidden || count < shownAt ? errorResponse(404, "There is no such user.") : next(request);
  };
  return { name: "late", breaks: "OKTA-none", wrap };
}

/** How often six checks that make a user each ask for the users. */
async function readings(shownAt: number, settleMs: number, never: readonly number[] = []): Promise<readonly number[]> {
  const asked = new Map<string, number>();
  const ground = await openGround({ profile: generic, rules: [], defect: late(shownAt, asked, never) });
  for (let made = 0; made < 6; made += 1) {
    const cause = { kind: "check", id: `check-${made}` } as const;
    const t = createCheckContext({ run: { ...ground.run, settleMs }, stage: ground }, cause);
    await t.make.user();
  }
  return [...asked.values()];
}

test("a target that shows the first three resources at once is not asked for the others", async () => {
  expect(await readings(1, 2000)).toEqual([1, 1, 1]);
});

test("a target that is late is waited for each time, so that no check asks too soon", async () => {
  expect(await readings(3, 2000)).toEqual([3, 3, 3, 3, 3, 3]);
});

test("a target that never shows a resource is waited for once, and without a settling time none is", async () => {
  expect(await readings(1000, 2000)).toHaveLength(1);
  expect(await readings(3, 0)).toEqual([]);
});

test("one that is not shown ends the waiting for the others only when it is the third in a row", async () => {
  expect(await readings(3, 2000, [2])).toEqual([3, expect.any(Number), 3, 3, 3, 3]);
  expect(await readings(3, 2000, [2, 3, 4])).toHaveLength(4);
});

test("on a late target a reading after a write waits as long as the longest appearance took, on a prompt one not at all", async () => {
  for (const [shownAt, least] of [
    [1, 0],
    [3, 150],
  ] as const) {
    const ground = await openGround({ profile: generic, rules: [], defect: late(shownAt) });
    const cause = { kind: "check", id: "check" } as const;
    const t = createCheckContext({ run: { ...ground.run, settleMs: 2000 }, stage: ground }, cause);
    const user = await t.make.user();
    const before = ground.clock.now();
    await t.patch(user.path, [{ op: "replace", path: "active", value: true }]);
    await t.get(user.path);
    const waited = ground.clock.now() - before;
    expect(waited >= least && waited < least + 1000).toBe(true);
  }
});
