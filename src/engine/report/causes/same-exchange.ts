import type { Finding } from "../../run.ts";
import { firstMember, toPlace } from "./places.ts";

/** A finding with what it has in common with the others of its cause. */
export interface Keyed {
  readonly finding: Finding;
  readonly key: string;
}

/** What a list says of itself. */
const ENVELOPE: readonly string[] = ["resources", "totalresults", "itemsperpage", "startindex"];

/**
 * Two findings about one answer and one place in it are one cause, though one of them speaks of the whole and the other of a part:
 * which key stands for which.
 */
export function sameExchangeKeys(findings: readonly Keyed[]): ReadonlyMap<string, string> {
  const alias = new Map<string, string>();
  const rootOf = (key: string): string => {
    const next = alias.get(key);
    return next === undefined ? key : rootOf(next);
  };
  const byAnswer = Map.groupBy(findings, ({ finding }) => finding.decisive);
  for (const [, same] of byAnswer) {
    for (const [index, one] of same.entries()) {
      const other = same.slice(0, index).find((earlier) => isOnePlace(earlier.finding, one.finding));
      if (other === undefined) continue;
      const [from, to] = [rootOf(one.key), rootOf(other.key)];
      if (from !== to) alias.set(from, to);
    }
  }
  return new Map([...alias.keys()].map((key) => [key, rootOf(key)]));
}

function isOnePlace(a: Finding, b: Finding): boolean {
  const [first, second] = [a.mismatch?.at, b.mismatch?.at];
  if (a.decisive === null || typeof first !== "string" || typeof second !== "string") return false;
  const [here, there] = [firstMember(first).toLowerCase(), firstMember(second).toLowerCase()];
  if (ENVELOPE.includes(here) && ENVELOPE.includes(there)) return true;
  const [short = "", long = ""] = [toPlace(first), toPlace(second)].sort((x, y) => x.length - y.length);
  return short !== "" && (long === short || long.startsWith(`${short}/`));
}
