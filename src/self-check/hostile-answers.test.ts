import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { REPORTERS } from "../../reports/index.ts";
import type { Run } from "../engine/run.ts";
import { HOSTILE } from "./testing/hostile-answers.ts";
import { runAgainst } from "./testing/run-against.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const schemaFile = new URL("../../fixtures/schemas/report.schema.json", import.meta.url);
const isReport = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

/** What the run says is our own fault. */
function ownFaults(run: Run): readonly string[] {
  const checks = run.findings.filter(({ verdict }) => verdict === "error");
  const steps = run.scenarios.flatMap((scenario) => [{ ...scenario, step: scenario.id }, ...scenario.steps]);
  return [
    ...checks.map(({ check, reason }) => `${check}: ${reason}`),
    ...steps.filter(({ verdict }) => verdict === "error").map(({ step, reason }) => `${step}: ${reason}`),
  ];
}

function render(run: Run, name: string): string {
  const options = {
    color: false,
    unicode: true,
    width: 80,
    failOn: "must",
    files: [],
    command: "zi-scim-check",
  } as const;
  return [...(REPORTERS.find((reporter) => reporter.name === name)?.render(run, options) ?? [])].join("");
}

test.each(HOSTILE)("no fault of ours on a server that $name", async ({ server, plays = false }) => {
  const run = await runAgainst(server, plays);
  expect(ownFaults(run)).toEqual([]);
  expect(run.findings.length).toBeGreaterThan(300);
  // Whatever a terminal might act on is spelled out.
  expect(/[^\P{C}\n]/u.exec(render(run, "terminal"))).toBeNull();
  expect([isReport(JSON.parse(render(run, "json"))), isReport.errors]).toEqual([true, null]);
  expect(XMLValidator.validate(render(run, "junit"))).toBe(true);
});
