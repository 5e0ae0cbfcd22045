import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, expect, test } from "vitest";
import { parse } from "yaml";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { listen } from "../../src/server/http/listen.ts";
import { createScimServer } from "../../src/server/scim-server.ts";
import * as processor from "./okta-journeys.ts";

// Artillery itself is larger than all else together: its part is played here, as its documentation says it calls a processor.

const FLOW = {
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    required: ["function"],
    additionalProperties: false,
    properties: { function: { enum: Object.keys(processor) } },
  },
};
const SCHEMA = {
  type: "object",
  required: ["config", "scenarios"],
  additionalProperties: false,
  properties: {
    config: {
      type: "object",
      required: ["target", "processor", "phases", "variables", "bundling"],
      additionalProperties: false,
      properties: {
        target: { type: "string" },
        processor: { const: "./okta-journeys.ts" },
        bundling: { const: { external: ["zi-scim-check"] } },
        variables: {
          type: "object",
          required: ["profile", "product", "seats"],
          properties: { seats: { type: "integer" } },
        },
        phases: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            required: ["duration"],
            anyOf: [{ required: ["arrivalRate"] }, { required: ["arrivalCount"] }],
            additionalProperties: false,
            properties: {
              name: { type: "string" },
              duration: { type: "integer", minimum: 1 },
              arrivalRate: { type: "integer", minimum: 1 },
              arrivalCount: { type: "integer", minimum: 1 },
            },
          },
        },
      },
    },
    scenarios: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "weight", "flow"],
        additionalProperties: false,
        properties: { name: { type: "string" }, weight: { type: "integer", minimum: 1 }, flow: FLOW },
      },
    },
    after: { type: "object", required: ["flow"], additionalProperties: false, properties: { flow: FLOW } },
  },
};

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  delete process.env["SCIM_TOKEN"];
  for (const close of closers.splice(0)) await close();
});

/** The target with so many seats of Sales, and what Artillery would have counted. */
async function setUp(seats: number) {
  const profile = await loadProfile("zoominfo");
  const products = [{ name: "Sales", total: seats }];
  const server = createScimServer({ profile, token: "t0ken", adminSecret: "s", products });
  const listening = await listen(server, { port: 0, host: "127.0.0.1" });
  closers.push(listening.close);
  process.env["SCIM_TOKEN"] = "t0ken";
  const counters = new Map<string, number>();
  const timed = new Map<string, number[]>();
  const events: processor.Events = {
    emit: (type, name, value) => {
      if (type === "counter") counters.set(name, (counters.get(name) ?? 0) + value);
      else timed.set(name, [...(timed.get(name) ?? []), value]);
    },
  };
  const vars = { target: listening.baseUrl, profile: "zoominfo", product: "Sales", seats };
  return { context: { vars }, counters, timed, events };
}

test.each(["journeys", "clean-up"])(
  "okta-%s.yml has what Artillery reads, and names functions that the processor has",
  (name) => {
    const document: unknown = parse(readFileSync(new URL(`okta-${name}.yml`, import.meta.url), "utf8"));
    const validate = new Ajv2020().compile(SCHEMA);
    validate(document);
    expect(validate.errors).toBeNull();
  },
);

test("virtual users journey at the same time, and are counted by operation", async () => {
  const { context, counters, timed, events } = await setUp(100);
  const { joiner, mover, returner, leaver, checkSeats, cleanUp } = processor;
  const users = [joiner, joiner, joiner, mover, returner, leaver];
  await Promise.all(users.map((journey) => journey(context, events)));
  expect(counters.get("okta.POST /Users.201")).toBe(6);
  expect(counters.get("okta.person.provisioned")).toBe(5);
  expect(counters.get("okta.person.deprovisioned")).toBe(1);
  // Off twice, on once.
  expect(timed.get("okta.PATCH /Users/{id}")).toHaveLength(3);
  await checkSeats(context, events);
  expect(timed.get("okta.seats.held")).toEqual([5]);
  await cleanUp(context);
  await checkSeats(context, events);
  expect(timed.get("okta.seats.held")).toEqual([5, 0]);
});

test("where there are fewer seats than people the others are refused, and no seat is given twice", async () => {
  const { context, counters, timed, events } = await setUp(4);
  await Promise.all(Array.from({ length: 12 }, () => processor.joiner(context, events)));
  expect(counters.get("okta.person.provisioned")).toBe(4);
  expect(counters.get("okta.person.failed")).toBe(8);
  await processor.checkSeats(context, events);
  expect(timed.get("okta.seats.held")).toEqual([4]);
});

test("a target that gives more seats than it has ends the load test in an error", async () => {
  const { context, counters, events } = await setUp(10);
  await Promise.all(Array.from({ length: 5 }, () => processor.joiner(context, events)));
  const fewer = { vars: { ...context.vars, seats: 3 } };
  await expect(processor.checkSeats(fewer, events)).rejects.toThrow("5 people hold Sales, which has 3 seats");
  expect(counters.get("okta.seats.overbooked")).toBe(2);
});
