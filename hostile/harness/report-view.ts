import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import schema from "../../fixtures/schemas/report.schema.json" with { type: "json" };
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";

/** What a run tells of what it has left. */
export interface Residue {
  readonly users: number;
  readonly groups: number;
  readonly deactivated: number;
  readonly maybe: number;
}

/** The JSON report as a reader of the file sees it. */
export interface ReportView {
  /** What is wrong with it by its JSON Schema; empty for a valid one. */
  readonly faults: readonly string[];
  /** Undefined when the report does not tell. */
  readonly residue: Residue | undefined;
  /** Checks and scenarios that ended in a fault of the tool, with why. */
  readonly errors: readonly string[];
  readonly notes: readonly string[];
  readonly judged: number;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
const validate: ValidateFunction = ajv.compile(schema);

/** Reads a report from its file; undefined when there is none. */
export function readReport(path: string): ReportView | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const report = parse(text);
  const faults = validate(report) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ""}`);
  const verdicts = [...listAt(report, "findings"), ...listAt(report, "scenarios")];
  const judged = verdicts.filter((one) => ["pass", "fail", "warn"].includes(String(memberOf(one, "verdict"))));
  return {
    faults,
    residue: residueOf(memberOf(memberOf(report, "summary"), "residue")),
    errors: verdicts.filter((one) => memberOf(one, "verdict") === "error").map(describe),
    notes: listAt(memberOf(report, "run"), "notes").map(String),
    judged: judged.length,
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function listAt(value: Json | undefined, name: string): readonly Json[] {
  const list = memberOf(value, name);
  return isArray(list) ? list : [];
}

function describe(one: Json): string {
  const name = memberOf(one, "check") ?? memberOf(one, "id");
  return `${String(name)}: ${String(memberOf(one, "reason"))}`;
}

function residueOf(value: Json | undefined): Residue | undefined {
  const of = (name: string): number => Number(memberOf(value, name) ?? Number.NaN);
  const residue = { users: of("users"), groups: of("groups"), deactivated: of("deactivated"), maybe: of("maybe") };
  return Object.values(residue).every((count) => Number.isInteger(count)) ? residue : undefined;
}
