import type { StepAnswer } from "../play/step-answer.ts";
import { describeOutcome } from "../../../exchange/reply.ts";
import { shown } from "../../../exchange/shown.ts";
import type { Mismatch } from "../../../exchange/violation.ts";
import type { Json } from "../../../scim/json.ts";
import type { Assertion, Extraction, Source } from "../document/test-export.ts";
import { parseJsonPlace, toPointer, valueAtPlace } from "../values/json-place.ts";
import { ValueProblem } from "../values/variables.ts";
import type { Variables } from "../values/variables.ts";
import { demandOf, holdsFor, plainText } from "./compare.ts";

/** What one assertion came to. */
export type JudgedAssertion =
  | { readonly kind: "holds" }
  | { readonly kind: "broken"; readonly reason: string; readonly mismatch: Mismatch }
  /** It cannot be told here. */
  | { readonly kind: "untold"; readonly reason: string };

/** Holds an answer against an assertion. */
export function judgeAssertion(assertion: Assertion, live: StepAnswer, variables: Variables): JudgedAssertion {
  const { source, comparison } = assertion;
  try {
    const property = variables.fill(assertion.property);
    const value = variables.fill(assertion.value);
    const found = readSource(source, property, live);
    if (found.problem !== undefined) return { kind: "untold", reason: found.problem };
    if (holdsFor(comparison, found.value, value)) return { kind: "holds" };
    const expected = [demandOf(comparison, value)];
    const reason = `${found.name} is ${describeFound(found.value)} instead of ${expected.join("")}`;
    return { kind: "broken", reason, mismatch: { expected, actual: shown(found.value), at: found.at } };
  } catch (problem) {
    if (!(problem instanceof ValueProblem)) throw problem;
    return { kind: "untold", reason: problem.message };
  }
}

/** The value that a variable is given by an answer; undefined where there is none. */
export function extract({ source, property }: Extraction, live: StepAnswer, variables: Variables): string | undefined {
  const found = readSource(source, variables.fill(property), live);
  return found.problem === undefined ? plainText(found.value) : undefined;
}

interface Found {
  /** What was looked at, in words. */
  readonly name: string;
  readonly value: Json | undefined;
  /** JSON pointer into the body; null when it is not about the body. */
  readonly at: string | null;
  readonly problem?: string;
}

function readSource(source: Source, property: string, live: StepAnswer): Found {
  const { response, durationMs } = live;
  const text = response?.text ?? "";
  switch (source) {
    case "response_status":
      return { name: "the status", value: response?.status, at: null };
    case "response_headers":
      return readHeader(property, response?.headers ?? {});
    case "response_json":
      return readJson(property, live);
    case "response_text":
      return { name: "the body", value: response === null ? undefined : text, at: null };
    case "response_time":
      return { name: "the time to the answer in ms", value: Math.round(durationMs), at: null };
    case "response_size":
      return { name: "the size of the body in bytes", value: Buffer.byteLength(text), at: null };
    case "response_xml":
      return { name: "the XML", value: undefined, at: null, problem: "it looks into XML, which is not read here" };
  }
}

function readHeader(property: string, headers: Readonly<Record<string, string>>): Found {
  if (property === "") return { name: "the headers", value: headers, at: null };
  return { name: `the header ${property}`, value: headers[property.toLowerCase()], at: null };
}

function readJson(property: string, live: StepAnswer): Found {
  const place = parseJsonPlace(property);
  const name = property === "" ? "the body" : property;
  if (place === undefined) {
    const problem = `"${property}" is read as no place in JSON`;
    return { name, value: undefined, at: null, problem };
  }
  const body = live.response?.body;
  const value = valueAtPlace(body, place);
  return {
    name: body === undefined ? `${name} (the answer is no JSON)` : name,
    value,
    at: value === undefined ? nearest(place, body) : toPointer(place),
  };
}

/** The innermost place that is there. */
function nearest(place: readonly (string | number)[], body: Json | undefined): string | null {
  if (body === undefined) return null;
  const depth = place.findIndex((_, at) => valueAtPlace(body, place.slice(0, at + 1)) === undefined);
  return toPointer(place.slice(0, Math.max(0, depth)));
}

function describeFound(value: Json | undefined): string {
  return value === undefined ? "missing" : shown(value);
}

/** Why a step whose request got no answer fails. */
export function silenceOf({ request, failure }: StepAnswer): string {
  const asked = `${request.method} ${request.path.split("?", 1).join("")}`;
  return `${asked} is answered with ${describeOutcome({ status: 0, failure: failure?.message })}`;
}
