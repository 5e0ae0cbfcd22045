import { expect, test } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { USER_URN } from "../../../scim/urns.ts";
import { causeOf, ordinaryHeaders } from "../../session/plain-request.ts";
import { open } from "../../session/scripted-session.fixture.ts";
import type { Session } from "../../session/session.ts";
import { createStepSession } from "./step-session.ts";

test("an id is read as it is everywhere else, in whatever letter case its name is spelled", async () => {
  const { session } = open(() => Response.json({ ID: "7" }, { status: 201 }));
  const steps = createStepSession(session, new AbortController().signal);
  await create(steps, "zsc-abcd2345-ann");
  expect(steps.isOwn("/Users", "7")).toBe(true);
});

async function create(session: Session, userName: string): Promise<string> {
  const body: JsonObject = { schemas: [USER_URN], userName };
  const cause = causeOf("scenario", "import");
  const live = await session.send({ method: "POST", path: "/Users", headers: ordinaryHeaders(body), cause, body });
  return String(Object(live.response?.body).id);
}

test("a scenario's own is what it has made or taken over, not what the checks before have left", async () => {
  const { session } = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const left = await create(session, "left@example.com");
  const steps = createStepSession(session, new AbortController().signal);
  const made = await create(steps, "made@example.com");
  steps.adopt("/Users", "portal");
  expect([left, made, "portal"].map((id) => steps.isOwn("/Users", id))).toEqual([false, true, true]);
  expect(session.isOwn("/Users", left)).toBe(true);
});

test("what a scenario has taken over is removed with what it has made, when the scenario ends", async () => {
  const { session } = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const steps = createStepSession(session, new AbortController().signal);
  steps.adopt("/Users", "portal", "import");
  expect(session.ownership.remaining("import").map(({ id }) => id)).toEqual(["portal"]);
});
