import type { Verdict } from "../src/engine/run.ts";

/** What one check or invariant says of one server. Ids, numbers, dates and made-up names are masked in its texts. */
export interface Row {
  readonly server: string;
  readonly profile: string;
  readonly check: string;
  /** `none` when the run ended before the check. */
  readonly verdict: Verdict | "none";
  /** Method and path of the exchange that decides, for example `GET /Users/:id`; empty when none does. */
  readonly request: string;
  /** JSON pointer; empty when there is none. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
  readonly reason: string;
}

/** The parts of a row in which two records may differ without a difference of verdict. */
export const TEXTS = ["request", "at", "expected", "actual", "reason"] as const;

/** The row of a check that says nothing more than its verdict. */
export function plainRow(place: Pick<Row, "server" | "profile" | "check">, verdict: Row["verdict"]): Row {
  return { ...place, verdict, request: "", at: "", expected: "", actual: "", reason: "" };
}

/** Server and profile, as they are told. */
export function serverKey({ server, profile }: Pick<Row, "server" | "profile">): string {
  return `${server} (${profile})`;
}

/** True when both rows say the same in the same words. */
export function saysTheSame(a: Row, b: Row): boolean {
  return a.verdict === b.verdict && TEXTS.every((name) => a[name] === b[name]);
}
