import type { Verdict } from "../../../run.ts";
import { isSameKind } from "./known-fault.ts";
import type { KnownFault } from "./known-fault.ts";

/** What a run found, by the ids of the checks. */
export interface Observed {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Of those that fail or warn, the marks. */
  readonly marks: ReadonlyMap<string, string>;
}

/** A known fault that a target seems to have. */
interface Suspect {
  readonly fault: KnownFault;
  /** Checks that show what they show for the fault. */
  readonly shown: readonly string[];
  /** Those of them that say it in the same words. */
  readonly worded: ReadonlySet<string>;
  /** How much speaks against it: checks that pass though they do not with the fault, and those that find something else. */
  readonly against: number;
}

/** Of what a fault shows so much must be seen; the rest other faults may hide. */
const SHARE = 0.6;
/** A check that finds something else may have met another fault first. */
const OTHERWISE = 0.3;
/** What speaks against a fault weighs half of what speaks for it. */
const PENALTY = 0.5;
/** The same words tell faults apart that make the same checks fail. */
const WORDS = 0.3;

/**
 * The fewest known faults that explain the most: which fault each check has met. Checks that no known fault explains are left out.
 * A fault is believed only where a check that is about it shows it, and where most of its pattern is there.
 */
export function diagnose(observed: Observed, known: readonly KnownFault[]): ReadonlyMap<string, KnownFault> {
  const suspects = known.flatMap((fault) => suspectOf(fault, observed) ?? []);
  const explained = new Map<string, KnownFault>();
  for (;;) {
    const best = likeliest(suspects, explained);
    if (best === undefined) return explained;
    for (const check of best.shown) if (!explained.has(check)) explained.set(check, best.fault);
  }
}

function suspectOf(fault: KnownFault, { verdicts, marks }: Observed): Suspect | undefined {
  const shown: string[] = [];
  let against = 0;
  for (const [check, mark] of fault.shows) {
    if (isSameKind(marks.get(check), mark)) shown.push(check);
    else if (marks.has(check)) against += OTHERWISE;
    else if (verdicts.get(check) === "pass") against += 1;
  }
  const isLed = fault.leads.some((lead) => shown.includes(lead));
  if (!isLed || shown.length < SHARE * (shown.length + against)) return undefined;
  const worded = new Set(shown.filter((check) => marks.get(check) === fault.shows.get(check)));
  return { fault, shown, worded, against };
}

/** The one that explains most of what is not explained yet, one of its own checks among it. */
function likeliest(suspects: readonly Suspect[], explained: ReadonlyMap<string, KnownFault>): Suspect | undefined {
  let best: { readonly suspect: Suspect; readonly score: number } | undefined;
  for (const suspect of suspects) {
    const score = scoreOf(suspect, explained);
    if (score > (best?.score ?? 0)) best = { suspect, score };
  }
  return best?.suspect;
}

function scoreOf({ fault, shown, worded, against }: Suspect, explained: ReadonlyMap<string, KnownFault>): number {
  const isFree = fault.leads.some((lead) => shown.includes(lead) && !explained.has(lead));
  if (!isFree) return 0;
  const fresh = shown.filter((check) => !explained.has(check));
  const words = fresh.filter((check) => worded.has(check)).length;
  // Of two that explain as much the one that shows itself wholly.
  return fresh.length + WORDS * words - PENALTY * against + shown.length / (1000 * fault.shows.size);
}
