import { groupByCause } from "../src/engine/report/causes.ts";
import { patternOf } from "../src/engine/report/causes/known/pattern-of.ts";
import type { KnownFault } from "../src/engine/report/causes/known/known-fault.ts";
import type { CauseGroup } from "../src/engine/report/causes.ts";
import type { Run } from "../src/engine/run.ts";
import type { FaultyServer } from "./servers.ts";
import { createTwinFinder } from "./twins.ts";

/** What the report of one server came to. */
export interface CauseProof {
  readonly server: string;
  /** Faults that the report could show: see `visibleFaults`. */
  readonly faults: readonly string[];
  /** Faults that the others hide. */
  readonly masked: readonly string[];
  readonly entries: readonly CauseGroup[];
  /** Visible faults that lead no entry and have no gate's. */
  readonly unnamed: readonly string[];
  /** Ids of leads whose advice belongs to no fault of the server. */
  readonly unfit: readonly string[];
}

/** Of each fault by its name the checks that must notice it and fail when it is alone. */
export type ChecksByFault = ReadonlyMap<string, readonly string[]>;

/** What faults do when they are alone. */
export interface AloneFaults {
  readonly noticed: ChecksByFault;
  /** Of faults that no check notices here that must: all checks of a whole run that fail when the fault is alone. */
  readonly besides: ChecksByFault;
  /** Faults whose patterns are known, to find those that nothing tells apart. */
  readonly known: readonly KnownFault[];
}

/**
 * Holds the entries of a report against the faults of its server. A fault is counted where one of the checks that must notice it,
 * and fail when it is alone, fails here too. Where none does, as it cannot be set up beside the other faults, the other checks count
 * that the fault makes fail when it is alone: it is there to be seen, and makes entries. Where none of these fails either, the
 * other faults mask it. Of faults that make just the same checks fail one is counted. A fault is named, and advice fits, where a check
 * leads that is about it, or about another fault that shows just the same here.
 */
export function judgeCauses(server: FaultyServer, run: Run, alone: AloneFaults): CauseProof {
  const entries = groupByCause(run.findings, run.run.idp, run.causes).filter(isOfTarget);
  const leadsOfTwins = createTwinFinder(alone.known, patternOf(run));
  const shown = server.faults.map((fault) => ({ ...fault, seen: seenOf(fault.defect.name, run, alone) }));
  const visible = shown.filter(({ seen }) => seen === undefined || seen.length > 0);
  const distinct = [...Map.groupBy(visible, ({ seen, defect }) => seen?.join(" ") ?? defect.name).values()];
  const noticing = new Set([
    ...server.faults.flatMap(({ noticedBy }) => noticedBy),
    ...visible.flatMap(({ seen, defect }) => [...(seen ?? []), ...leadsOfTwins(defect.name)]),
  ]);
  const isNamed = ({ seen, defect }: (typeof visible)[number]): boolean =>
    entries.some((entry) => names(entry, seen && [...seen, ...leadsOfTwins(defect.name)]));
  return {
    server: server.name,
    faults: distinct.map((same) => same.map(({ defect }) => defect.name).join(" = ")),
    masked: shown.filter((one) => !visible.includes(one)).map(({ defect }) => defect.name),
    entries,
    unnamed: distinct
      .filter((same) => !same.some(isNamed))
      .flatMap(([first]) => (first === undefined ? [] : [first.defect.name])),
    unfit: entries.filter((entry) => !fits(entry, server, noticing)).map(({ lead }) => lead.check),
  };
}

/** A failure that counts: what an identity provider's own test of submissions says is told apart from all others. */
function isOfTarget({ lead }: CauseGroup): boolean {
  return lead.verdict === "fail" && lead.submission !== true;
}

/** The checks that fail for the fault alone and fail here too; undefined where nobody knows what those are. */
function seenOf(name: string, run: Run, { noticed, besides }: AloneFaults): readonly string[] | undefined {
  const failing = failingIn(run);
  const seen = noticed.get(name)?.filter((check) => failing.has(check));
  return seen?.length === 0 ? besides.get(name)?.filter((check) => failing.has(check)) : seen;
}

/** Ids of the checks that fail in a run. */
export function failingIn(run: Run): ReadonlySet<string> {
  return new Set(run.findings.filter(({ verdict }) => verdict === "fail").map(({ check }) => check));
}

/** An entry names a fault that its lead is about, or by the gate that explains it. */
function names({ lead, findings, gate }: CauseGroup, seen: readonly string[] | undefined): boolean {
  if (seen === undefined) return true;
  return gate === null ? seen.includes(lead.check) : findings.some(({ check }) => seen.includes(check));
}

/** A fault of no declared check, one that shows at many places, is advised on by a gate, or by any check when it has none. */
function fits({ lead, gate }: CauseGroup, { gates, faults }: FaultyServer, noticing: ReadonlySet<string>): boolean {
  if (gate !== null) return gates.length === 0 || gates.includes(gate);
  if (faults.some(({ noticedBy }) => noticedBy.length === 0)) return gates.length === 0;
  return noticing.has(lead.check);
}
