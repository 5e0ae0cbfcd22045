import type { Exchange } from "../src/exchange/exchange.ts";
import type { Finding, Run } from "../src/engine/run.ts";
import { mismatchKind } from "../src/engine/report/causes/mismatch-kind.ts";

/** What the checks that must notice a fault say of it, so that it is known again in a report with others: by check id. */
export type Marks = ReadonlyMap<string, string>;

/** The marks of what these checks found wrong in a run. */
export function marksOf({ findings, exchanges }: Pick<Run, "findings" | "exchanges">, ids: readonly string[]): Marks {
  const bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const breaches = findings.filter(({ check, verdict }) => ids.includes(check) && isBreach(verdict));
  return new Map(breaches.map((finding) => [finding.check, markOf(finding, bySeq.get(finding.decisive ?? 0))]));
}

/** A verdict against the target. */
export function isBreach(verdict: Finding["verdict"]): boolean {
  return verdict === "fail" || verdict === "warn";
}

/** What a finding says, without what differs from run to run: the place, and how it is wrong there; without one, how the request was answered. */
function markOf({ mismatch }: Finding, deciding: Exchange | undefined): string {
  if (mismatch === null || mismatch.at === null) return `${deciding?.request.method} ${deciding?.response?.status}`;
  const place = mismatch.at.replace(/^\/Resources\/\d+(?=\/)/i, "").replace(/\/\d+(?=\/|$)/g, "");
  return `${place} ${mismatchKind(mismatch)}`;
}
