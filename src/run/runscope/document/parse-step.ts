import { getOwn, isObject } from "../../../scim/json.ts";
import { COMPARISONS, SOURCES, SPELLINGS } from "./test-export.ts";
import type {
  Assertion,
  BasicAuth,
  ConditionStep,
  ExportStep,
  Extraction,
  PauseStep,
  RequestStep,
} from "./test-export.ts";
import {
  ExportProblem,
  headersAt,
  objectsAt,
  placeOf,
  requiredText,
  scriptsAt,
  textAt,
  wordAt,
} from "./read-fields.ts";
import type { Field } from "./read-fields.ts";

/** Conditions in conditions; nobody writes more. */
const MAX_DEPTH = 8;
const LONGEST_PAUSE_S = 600;

/** The steps of a list in the file, without those that are switched off. Throws `ExportProblem` for the first that is wrong. */
export function parseSteps(field: Field, depth = 0): readonly ExportStep[] {
  if (depth > MAX_DEPTH) throw new ExportProblem(`${field.place} stands in more than ${MAX_DEPTH} conditions`);
  return objectsAt(field, "steps").flatMap((step) =>
    getOwn(step.object, "skipped") === true ? [] : [parseStep(step, depth)],
  );
}

function parseStep(field: Field, depth: number): ExportStep {
  const type = requiredText(field, "step_type");
  switch (type) {
    case "request":
      return parseRequest(field);
    case "pause":
      return parsePause(field);
    case "condition":
      return parseCondition(field, depth);
    default:
      return { kind: "foreign", type, note: noteOf(field) };
  }
}

function parseRequest(field: Field): RequestStep {
  const method = (textAt(field, "method") ?? "GET").toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(method)) throw new ExportProblem(`${placeOf(field, "method")} is no method`);
  rejectForms(field);
  return {
    kind: "request",
    note: noteOf(field),
    method,
    url: requiredText(field, "url"),
    headers: headersAt(field, "headers"),
    body: bodyOf(field),
    auth: authOf(field),
    assertions: objectsAt(field, "assertions").map(parseAssertion),
    variables: objectsAt(field, "variables").flatMap(parseExtraction),
    beforeScripts: scriptsAt(field, "before_scripts"),
    scripts: scriptsAt(field, "scripts"),
  };
}

/** `data` is the body in older files, and the parsed one beside a `body`. */
function bodyOf(field: Field): string | undefined {
  const body = textAt(field, "body");
  if (body !== undefined && body !== "") return body;
  const data = getOwn(field.object, "data");
  return typeof data === "string" && data !== "" ? data : undefined;
}

/** SCIM has no forms: a file that sends one is about something else, and what it sends would not be what was meant. */
function rejectForms(field: Field): void {
  for (const name of ["form", "multipart_form", "files"]) {
    const value = getOwn(field.object, name);
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0)
      throw new ExportProblem(`${placeOf(field, name)} sends a form, which is not played here`);
  }
}

function authOf(field: Field): BasicAuth | undefined {
  const auth = getOwn(field.object, "auth");
  if (!isObject(auth) || Object.keys(auth).length === 0) return undefined;
  const inner = { object: auth, place: placeOf(field, "auth") };
  const type = textAt(inner, "auth_type") ?? "basic";
  if (type !== "basic") throw new ExportProblem(`${placeOf(inner, "auth_type")} is not "basic", and no other is known`);
  return { username: textAt(inner, "username") ?? "", password: textAt(inner, "password") ?? "" };
}

function parseAssertion(field: Field): Assertion {
  return {
    source: wordAt(field, "source", { words: SOURCES, spellings: SPELLINGS }),
    property: textAt(field, "property") ?? "",
    comparison: wordAt(field, "comparison", { words: COMPARISONS, spellings: SPELLINGS }),
    value: textAt(field, "value") ?? "",
  };
}

/** A row without a name that the editor left behind extracts nothing. */
function parseExtraction(field: Field): readonly Extraction[] {
  const name = textAt(field, "name") ?? "";
  if (name === "") return [];
  const source = wordAt(field, "source", { words: SOURCES, spellings: SPELLINGS });
  return [{ name, source, property: textAt(field, "property") ?? "" }];
}

function parsePause(field: Field): PauseStep {
  const seconds = getOwn(field.object, "duration") ?? 0;
  const isFine = typeof seconds === "number" && seconds >= 0 && seconds <= LONGEST_PAUSE_S;
  if (isFine) return { kind: "pause", seconds };
  throw new ExportProblem(`${placeOf(field, "duration")} is no number of seconds from 0 to ${LONGEST_PAUSE_S}`);
}

function parseCondition(field: Field, depth: number): ConditionStep {
  return {
    kind: "condition",
    note: noteOf(field),
    left: textAt(field, "left_value") ?? "",
    comparison: wordAt(field, "comparison", { words: COMPARISONS, spellings: SPELLINGS }),
    right: textAt(field, "right_value") ?? "",
    steps: parseSteps(field, depth + 1),
  };
}

function noteOf(field: Field): string {
  return (textAt(field, "note") ?? "").trim().replaceAll(/\s+/g, " ");
}
