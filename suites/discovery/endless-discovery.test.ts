import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { createCheckContext } from "../../src/engine/checks/context/create-check-context.ts";
import { readCapabilities } from "../../src/engine/target/capabilities.ts";
import { createSession } from "../../src/engine/session/create-session.ts";
import { createHandlerTransport } from "../../src/engine/transport/handler-transport.ts";
import { NO_JOURNAL } from "../../src/engine/ownership/journal.ts";
import { Ownership } from "../../src/engine/ownership/ownership.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { extensionsOf, readResourceTypes } from "../../src/kit/published/published-resource-types.ts";
import { readSchemas } from "../../src/kit/published/published-schemas.ts";
import { FILLED_TEXT, verifyPublished } from "./words/verify-published.ts";

/** The context of a check at a target that answers everything with this body. */
async function contextOf(body: unknown): Promise<CheckContext> {
  let seq = 0;
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  const session = createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: createHandlerTransport(() => Promise.resolve(Response.json(body))),
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock,
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });
  const target = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };
  const profile = await loadProfile("generic");
  const capabilities = readCapabilities({ profile, target, hasSeatLimits: false });
  const { signal } = new AbortController();
  const run = { seed: 1, settleMs: 0, concurrency: 8, clock, signal };
  const stage = { session, profile, capabilities, target, seats: [] };
  return createCheckContext({ run, stage }, { kind: "check", id: "a.check" });
}

function listOf(count: number): unknown {
  return {
    Resources: Array.from({ length: count }, (_, index) => ({ id: `urn:example:${index}`, name: `N${index}` })),
  };
}

test("more schemas than anybody has are not asked for one by one", async () => {
  expect((await readSchemas(await contextOf(listOf(200)))).schemas).toHaveLength(200);
  await expect(readSchemas(await contextOf(listOf(39_000)))).rejects.toThrow(
    "GET /Schemas lists 39000 schemas, and more than 200 are not judged",
  );
});

test("more resource types than anybody has are not asked for one by one", async () => {
  await expect(readResourceTypes(await contextOf(listOf(39_000)))).rejects.toThrow(
    "GET /ResourceTypes lists 39000 resource types, and more than 200 are not judged",
  );
});

test("a schema is pointed at where it stands, also behind what is none", async () => {
  const { schemas } = await readSchemas(await contextOf({ Resources: ["urn:example:0", { id: "urn:example:1" }] }));
  expect(() => schemas.map((schema) => verifyPublished(schema, ["description"], FILLED_TEXT))).toThrow(
    expect.objectContaining({
      message: "The schema urn:example:1 at /Schemas has no description instead of a text that is not empty",
      mismatch: { expected: ["a text that is not empty"], actual: "nothing", at: "/Resources/1/description" },
    }),
  );
});

test("somebody's user among the schemas is not shown", async () => {
  const user = { id: "2819", userName: "ann@example.com", description: { of: "ann@example.com" } };
  const { schemas } = await readSchemas(await contextOf({ Resources: [user] }));
  expect(() => schemas.map((schema) => verifyPublished(schema, ["description"], FILLED_TEXT))).toThrow(
    expect.objectContaining({
      message: expect.stringContaining("has another description instead of a text that is not empty"),
      mismatch: expect.objectContaining({ actual: expect.not.stringContaining("ann"), at: "/Resources/0" }),
    }),
  );
});

test("of a type with extensions without number the first twenty count", () => {
  const schemaExtensions = Array.from({ length: 100_000 }, (_, index) => ({ schema: `urn:example:${index}` }));
  expect(extensionsOf({ schemaExtensions })).toHaveLength(20);
});
