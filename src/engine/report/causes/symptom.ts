import type { Exchange } from "../../../exchange/exchange.ts";
import type { Finding } from "../../run.ts";
import type { TrafficFacts } from "./traffic/facts.ts";
import type { Symptom } from "./gates/gate.ts";
import { parameterOf, requestPathOf } from "./traffic/exchange-words.ts";

/** A finding with the exchanges that it is about; undefined when none decides. */
export function toSymptom(finding: Finding, facts: TrafficFacts): Symptom | undefined {
  const deciding = finding.decisive === null ? undefined : facts.exchangeOf(finding.decisive);
  return deciding === undefined ? undefined : { finding, deciding, root: rootOf(finding, deciding, facts) };
}

/** The write whose effect a read-back shows; the deciding exchange itself when it is no read-back. */
function rootOf(finding: Finding, deciding: Exchange, facts: TrafficFacts): Exchange {
  const at = finding.mismatch?.at ?? null;
  if (deciding.request.method !== "GET" || at === null || isProjected(deciding, at)) return deciding;
  const isInList = /^\/Resources\/\d+\//i.test(at);
  const writes = finding.exchanges
    .filter((seq) => seq < deciding.seq)
    .map((seq) => facts.exchangeOf(seq))
    .filter((earlier) => earlier !== undefined && isWriteOf(earlier, deciding, isInList));
  return writes.at(-1) ?? deciding;
}

function isWriteOf(earlier: Exchange, read: Exchange, isInList: boolean): boolean {
  if (!["POST", "PUT", "PATCH"].includes(earlier.request.method)) return false;
  const written = requestPathOf(earlier);
  const seen = requestPathOf(read);
  return written === seen || seen.startsWith(`${written}/`) || (isInList && written.startsWith(`${seen}/`));
}

/** True for a reading that is about what it was to hold: the place was excluded, or not asked for. */
function isProjected(deciding: Exchange, at: string): boolean {
  if (parameterOf(deciding, "excludedAttributes") !== undefined) return true;
  const asked = parameterOf(deciding, "attributes");
  const attribute = /^(?:\/Resources\/\d+)?\/([^/]*)/i.exec(at)?.[1] ?? "";
  return asked !== undefined && !asked.toLowerCase().includes(attribute.toLowerCase());
}
