import { rowOf } from "./record-file.ts";
import type { VerdictRecord } from "./record-file.ts";
import { serverKey, TEXTS } from "./row.ts";
import type { Row } from "./row.ts";

/** One check that says something else of one server. */
export interface Difference {
  readonly before: Row;
  readonly after: Row;
}

/** All in which two records differ. */
export interface Comparison {
  /** How many servers both know. */
  readonly servers: number;
  /** Servers and checks that only one of them knows, each one sentence. */
  readonly missing: readonly string[];
  readonly verdicts: readonly Difference[];
  /** The same verdict in other words, or decided by another request. */
  readonly texts: readonly Difference[];
}

/** Compares what two records say by the checks whose ids begin with `only`. */
export function compareRecords(before: VerdictRecord, after: VerdictRecord, only: string): Comparison {
  const differences = placesOf(before, after)
    .filter(({ check }) => check.startsWith(only) && before.checks.has(check) && after.checks.has(check))
    .filter((place) => before.servers.has(serverKey(place)) && after.servers.has(serverKey(place)))
    .map((place) => ({ before: rowOf(before, place), after: rowOf(after, place) }));
  const [texts, verdicts] = [differences.filter(isSameVerdict), differences.filter((one) => !isSameVerdict(one))];
  const servers = [...before.servers.keys()].filter((server) => after.servers.has(server)).length;
  return { servers, missing: missingIn(before, after, only), verdicts, texts: texts.filter(isOtherText) };
}

/** Where at least one of the records has a row; everywhere else both say what they say of the sound server. */
function placesOf(before: VerdictRecord, after: VerdictRecord): readonly Row[] {
  return [...new Map([...before.rows, ...after.rows]).values()];
}

function isSameVerdict({ before, after }: Difference): boolean {
  return before.verdict === after.verdict;
}

function isOtherText({ before, after }: Difference): boolean {
  return TEXTS.some((name) => before[name] !== after[name]);
}

/** With a prefix a record of a few servers may be held against one of all. */
function missingIn(before: VerdictRecord, after: VerdictRecord, only: string): readonly string[] {
  const isWanted = (check: string): boolean => check.startsWith(only);
  const checks = inOneOnly([...before.checks], [...after.checks]).filter(isWanted);
  const servers = only === "" ? inOneOnly([...before.servers.keys()], [...after.servers.keys()]) : [];
  return [
    ...checks.map(
      (check) => `only the ${before.checks.has(check) ? "first" : "second"} record knows the check ${check}`,
    ),
    ...servers.map(
      (name) => `only the ${before.servers.has(name) ? "first" : "second"} record knows the server ${name}`,
    ),
  ];
}

function inOneOnly(before: readonly string[], after: readonly string[]): readonly string[] {
  const [first, second] = [new Set(before), new Set(after)];
  return [...before.filter((name) => !second.has(name)), ...after.filter((name) => !first.has(name))];
}
