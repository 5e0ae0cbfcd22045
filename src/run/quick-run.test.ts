import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { REPORTERS } from "../../reports/index.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runChecks, runWithin } from "./run-checks.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { createLeapingClock } from "./clocks/leaping-clock.ts";
import type { RunChecksOptions } from "./options.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const schemaFile = new URL("../../fixtures/schemas/report.schema.json", import.meta.url);
const isReport = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

const SEATS = [{ product: "Sales", total: 30, available: 30 }];

/** A quick run as against somebody else's server: everything has to settle, and nothing is known of it. */
async function runForeign(name: string, more: Partial<RunChecksOptions> = {}) {
  const profile = await loadProfile(name);
  const seats = profile.seats === undefined ? [] : SEATS;
  const products = seats.map(({ product, total }) => ({ name: product, total }));
  const server = createScimServer({ profile, token: "t", adminSecret: "unused", products });
  const options: RunChecksOptions = {
    url: "http://quick.example/scim/v2",
    credentials: { kind: "bearer", token: "t" },
    profile: name,
    quick: true,
    settleMs: 2000,
    ...(profile.seats === undefined ? {} : { seats }),
    ...more,
  };
  return runWithin(options, {
    secrets: new Secrets(),
    inProcess: { fetch: server.fetch, clock: createLeapingClock() },
  });
}

test.each([
  ["generic", "oin", "works"],
  ["generic", "aiw", "works"],
  ["zoominfo", "oin", "not tested"],
  ["zoominfo", "aiw", "not tested"],
])("a quick run of a sound server in %s by %s takes 60 requests at most", async (profile, dialect, groups) => {
  const run = await runForeign(profile, { dialect });
  expect(run.exchanges.length).toBeLessThanOrEqual(60);
  expect(run.summary.providers["okta"]).toEqual({
    create: "works",
    update: "works",
    deactivate: "works",
    import: "works",
    "group-push": groups,
  });
  expect(run.findings.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
  expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
});

test("a quick run without seats takes 60 requests at most", async () => {
  const run = await runForeign("zoominfo", { seats: [] });
  expect(run.exchanges.length).toBeLessThanOrEqual(60);
});

test("a quick run plays no scenario, says that it was quick, and fits the report", async () => {
  const run = await runChecks({ quick: true, profile: "generic" });
  expect(run.run.quick).toBe(true);
  expect(run.scenarios).toEqual([]);
  expect(run.run.notes[0]).toMatch(/^This was a quick run: the table of Okta from \d+ requests\./);
  const json = REPORTERS.find(({ name }) => name === "json");
  const options = { color: false, unicode: true, width: 80, failOn: "must", files: [], command: "zi-scim-check" };
  const text = [...(json?.render(run, options) ?? [])].join("");
  expect(JSON.parse(text)).toMatchObject({ run: { quick: true } });
  expect(isReport(JSON.parse(text))).toBe(true);
  const terminal = REPORTERS.find(({ name }) => name === "terminal");
  const page = [...(terminal?.render(run, options) ?? [])].join("");
  expect(page).not.toContain("conforms");
  expect(page).toContain("nothing breaks in Okta, as far as a quick run shows");
});

test.each<[string, Partial<RunChecksOptions>]>([
  ["suites", { suites: ["okta"] }],
  ["patterns", { only: ["okta.*"] }],
  ["left out checks", { skip: ["okta.*"] }],
  ["scenarios", { scenarios: ["assign"] }],
  ["no checks", { checks: false }],
])("a quick run takes no selection: %s", async (_, more) => {
  await expect(runChecks({ quick: true, ...more })).rejects.toThrow(/takes no selection of checks or scenarios/);
});
