import { loadProfile } from "../../src/documents/load-profile.ts";
import { runCheck } from "../../src/engine/checks/run-check.ts";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import type { Wrap } from "../../src/kit/index.ts";
import { openGround } from "../../src/self-check/proving-ground.ts";
import { usersSuite } from "./index.ts";

const generic = await loadProfile("generic");

/** What comes of a check against a server with something round it. */
export async function outcomeOn(id: string, wrap: Wrap): Promise<CheckOutcome> {
  const ground = await openGround({
    profile: generic,
    rules: [],
    defect: { name: "other", breaks: "OKTA-none", wrap },
  });
  const check = usersSuite.checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return (await runCheck(check, { run: ground.run, stage: ground })).outcome;
}
