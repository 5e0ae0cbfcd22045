import type { Exchange } from "../../exchange/exchange.ts";
import { MASK } from "../../exchange/masking/mask.ts";
import { createdIds, mentions } from "../../engine/report/created-ids.ts";
import { exchangesBehind } from "../../engine/report/repeat/behind.ts";
import { scriptSteps } from "../../engine/report/repeat/script-steps.ts";
import type { Finding, Run } from "../../engine/run.ts";
import { legible } from "./legible.ts";

/** What another server can be asked in the same way. */
export interface PlayableSteps {
  readonly steps: readonly Exchange[];
  readonly deciding: Exchange;
  /** The id that an exchange of these gave to what it made. */
  readonly idOf: (exchange: Exchange) => string | undefined;
}

const MOST_STEPS = 100;

/**
 * The requests that lead up to the deciding one of a finding, and that one. Undefined where they do not say all that its answer
 * depends on: what was there before, seats that others hold, versions and times of the target, values that are masked.
 */
export function playableSteps(finding: Finding, run: Run, hasSeats: boolean): PlayableSteps | undefined {
  const exchanges = exchangesBehind(finding, run);
  const deciding = exchanges.at(-1);
  if (deciding === undefined || deciding.seq !== finding.decisive) return undefined;
  if (!deciding.request.url.startsWith(run.run.target.baseUrl)) return undefined;
  if (hasSeats && (finding.suite === "seats" || deciding.cause.kind === "scenario")) return undefined;
  const steps = scriptSteps(deciding, exchanges.slice(0, -1));
  const played = [...steps, deciding];
  if (steps.length > MOST_STEPS || !played.every(isSelfContained)) return undefined;
  const ids = new Map(createdIds(played, "").map(({ seq, id }) => [seq, id]));
  const made = new Set(ids.values());
  const isElsewhere = createdIds(run.exchanges, "").some(({ id }) => !made.has(id) && mentions(deciding, id));
  return isElsewhere ? undefined : { steps, deciding, idOf: ({ seq }) => ids.get(seq) };
}

/** True for a request whose answer hangs neither on a clock nor on a version, and that is known as a whole. */
function isSelfContained({ request }: Exchange): boolean {
  const { headers, url, body } = request;
  if (["if-match", "if-none-match"].some((name) => (headers[name] ?? "*") !== "*")) return false;
  const query = legible(url.split(/\?(.*)/s)[1] ?? "");
  if (/\d{4}-\d\d-\d\dT|\bmeta\./i.test(query)) return false;
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  return !text.replaceAll(`"password":"${MASK}"`, "").includes(MASK) && !text.endsWith("…");
}
