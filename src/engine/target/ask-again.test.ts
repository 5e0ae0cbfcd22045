import type { Wrap } from "../../kit/defects/on.ts";
import { expect, test } from "vitest";
import { openGround } from "../../self-check/proving-ground.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { createCheckContext } from "../checks/context/create-check-context.ts";
import type { Defect } from "../../kit/defect.ts";
import { discover } from "./discover.ts";
import { probeCapabilities } from "./probe-capabilities.ts";

const generic = await loadProfile("generic");

/** A server that is too busy for the first requests to each path. */
function busyAtFirst(times: number): Wrap {
  return (next) => {
    const asked = new Map<string, number>();
    return (request) => {
      const key = `${request.method} ${new URL(request.url).pathname}`;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      const isBusy = (asked.get(key) ?? 0) <= times && request.method !== "POST";
      return isBusy ? Promise.resolve(new Response("busy", { status: 503 })) : next(request);
    };
  };
}

test("what a busy target publishes is read all the same", async () => {
  const defect: Defect = { name: "busy", breaks: "OKTA-none", wrap: busyAtFirst(2) };
  const { target } = await openGround({ profile: generic, rules: [], defect });
  expect(target.serviceProviderConfig).toBeDefined();
  expect(target.resourceTypes).toHaveLength(2);
  expect(target.schemas?.length).toBeGreaterThan(1);
});

test("a feature is not unknown because one request was dropped", async () => {
  const ground = await openGround({
    profile: generic,
    rules: [],
    defect: { name: "busy", breaks: "OKTA-none", wrap: busyAtFirst(1) },
  });
  const t = createCheckContext({ run: ground.run, stage: ground }, { kind: "check", id: "probe" });
  const unknown = { ...ground.capabilities, groups: "unknown", filter: "unknown", patch: "unknown" } as const;
  expect(await probeCapabilities(t, unknown)).toMatchObject({ groups: "found", filter: "found", patch: "found" });
});

test("a target that never answers is asked three times", async () => {
  let asked = 0;
  const wrap: Wrap = () => () => {
    asked += 1;
    return Promise.resolve(new Response("", { status: 503 }));
  };
  const { session } = await openGround({
    profile: generic,
    rules: [],
    defect: { name: "down", breaks: "OKTA-none", wrap },
  });
  asked = 0;
  expect(await discover(session)).toEqual({
    serviceProviderConfig: undefined,
    resourceTypes: undefined,
    schemas: undefined,
  });
  expect(asked).toBe(9);
});
