import { errorResponse } from "../../../kit/defects/answers.ts";
import type { Wrap } from "../../../kit/defects/on.ts";
import { expect, test } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import type { Defect } from "../../../kit/defect.ts";
import { createCheckContext } from "./create-check-context.ts";

test("seats that the check before gives back a moment later are waited for", async () => {
  let refusals = 2;
  const late: Wrap = (next) => (request) => {
    if (request.method !== "POST" || refusals === 0) return next(request);
    refusals -= 1;
    return Promise.resolve(errorResponse(403, "No seat of product 'Marketing' is left."));
  };
  const defect: Defect = { name: "late", breaks: "OKTA-none", wrap: late };
  const ground = await openGround({ profile: await loadProfile("zoominfo"), rules: [], defect });
  const options = { run: { ...ground.run, settleMs: 2000 }, stage: ground };
  const t = createCheckContext(options, { kind: "check", id: "seats.test" });
  expect(await t.seats.fill("Marketing")).toHaveLength(3);
  expect(refusals).toBe(0);
});
