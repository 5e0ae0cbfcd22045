import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding, FindingClause } from "../run.ts";
import { quoteShell } from "./shell.ts";
import type { Mismatch } from "../../exchange/violation.ts";

/** A clause in a few words: `RFC 7644 §3.3 MUST`, `Okta, documented`, or `own rule ACME-01 MUST`. Without `unicode` the sign is spelled out. */
export function formatClause(clause: FindingClause, unicode: boolean): string {
  if (clause.source === "own") return `own rule ${clause.requirements.join(", ")} ${clause.level}`;
  const source = clause.source.replace(/^RFC(?=\d)/, "RFC ");
  if (clause.section === null) return `${source}, ${clause.level}`;
  return `${source} ${unicode ? "§" : "section "}${clause.section} ${clause.level}`;
}

/** The acceptable outcomes in one phrase. */
export function formatExpected(mismatch: Mismatch): string {
  return mismatch.expected.join(" or ");
}

/** Status of the response, or why none came. */
export function formatOutcome(exchange: Exchange): string {
  return exchange.response === null ? (exchange.failure?.message ?? "no answer") : String(exchange.response.status);
}

const MAX_NAMED = 4;

/** The command that runs again what findings of one cause are about: by a pattern, by names, or, of many, the first alone. */
export function formatAgain(command: string, findings: readonly Finding[]): string {
  const ids = findings.map(({ check }) => check);
  const prefix = commonPrefix(ids);
  const patterns =
    ids.length > 1 && prefix.length > 1
      ? [`${prefix.join(".")}.*`]
      : ids.slice(0, ids.length > MAX_NAMED ? 1 : ids.length);
  return [command, ...patterns.map((pattern) => `--only ${quoteShell(pattern)}`)].join(" ");
}

/** The segments that all ids begin with, without a last one of any of them. */
function commonPrefix(ids: readonly string[]): readonly string[] {
  const [first = [], ...others] = ids.map((id) => id.split(".").slice(0, -1));
  const end = first.findIndex((segment, index) => others.some((other) => other[index] !== segment));
  return end === -1 ? first : first.slice(0, end);
}
