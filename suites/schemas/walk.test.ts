import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { runCheck } from "../../src/engine/checks/run-check.ts";
import { ENTERPRISE_USER_URN, errorResponse, on, without } from "../../src/kit/index.ts";
import type { Wrap } from "../../src/kit/index.ts";
import { openGround } from "../../src/self-check/proving-ground.ts";
import { SUITES } from "../index.ts";

const generic = await loadProfile("generic");

/** What comes of a check of the walk on a server with something round it, and what was sent. */
async function walkOn(id: string, wrap: Wrap) {
  const sent: string[] = [];
  const ground = await openGround({
    profile: generic,
    rules: [],
    defect: {
      name: "other",
      breaks: "OKTA-none",
      wrap: (next) => {
        const inner = wrap(next);
        return async (request) => {
          sent.push(`${request.method} ${await request.clone().text()}`);
          return inner(request);
        };
      },
    },
  });
  const check = SUITES.flatMap(({ checks }) => checks).find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const { outcome } = await runCheck(check, { run: ground.run, stage: ground });
  return { outcome, notes: (outcome.heard?.notes ?? []).map(({ text }) => text), sent };
}

const withWord = (word: string, methods: string): Wrap =>
  on({ method: methods.split("|"), body: (body) => JSON.stringify(body).includes(word) }).answer(() =>
    errorResponse(400, "That is not one of ours.", "invalidValue"),
  );

test("a value that a server refuses by a rule of its own is a remark, and the others are judged", async () => {
  const { outcome, notes, sent } = await walkOn("users.create.kept", withWord('"costCenter"', "POST"));
  expect(outcome.kind).toBe("pass");
  expect(notes).toEqual([
    `The target refuses a new User with a value of ${ENTERPRISE_USER_URN}:costCenter, which /Schemas publishes as readWrite`,
  ]);
  expect(sent.length).toBeLessThan(40);
});

test("an operation that is refused keeps no other from being judged", async () => {
  for (const id of ["schemas.patch.changes", "schemas.patch.removes"]) {
    const { outcome, notes, sent } = await walkOn(id, withWord('"nickName"', "PATCH"));
    expect(outcome.kind).toBe("pass");
    expect(notes).toEqual([expect.stringMatching(/^The target refuses a PATCH .* of nickName, which/)]);
    expect(sent.length).toBeLessThan(60);
  }
});

test("a server that refuses every PUT of users has refused none of the attributes", async () => {
  const { outcome, notes } = await walkOn(
    "schemas.put.clears",
    on("PUT").answer(() => errorResponse(501, "No.")),
  );
  expect([outcome.kind, notes]).toEqual(["skip", []]);
});

test("what sounds as if it did more than keep a value is not sent", async () => {
  const publishes = on("GET /Schemas").resources((schema) =>
    schema["name"] === "User" ? JSON.parse(JSON.stringify(schema).replace('"nickName"', '"sendsInvitation"')) : schema,
  );
  const { sent } = await walkOn("users.create.kept", publishes);
  expect(sent.join()).toContain('"title"');
  expect(sent.join()).not.toContain("sendsInvitation");
});

test("a server that refuses all is asked a bounded number of times", async () => {
  const { outcome, sent } = await walkOn(
    "users.create.kept",
    on("POST", { body: (body) => Object.keys(Object(body)).length > 6 }).answer(() => errorResponse(400, "No.")),
  );
  expect(outcome.kind).toBe("pass");
  expect(sent.length).toBeLessThan(60);
});

test("all attributes that are lost are one finding, which names them", async () => {
  const { outcome } = await walkOn(
    "schemas.put.changes",
    on("PUT /Users/:id").sent((body) => without(body, "title", "nickName")),
  );
  expect(outcome).toMatchObject({ kind: "violation" });
  if (outcome.kind !== "violation") return;
  expect(outcome.violation.message).toContain("although /Schemas publishes nickName, title as readWrite");
});
