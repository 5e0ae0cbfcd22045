import type { CauseProof } from "./judge.ts";

/** Entries for each fault that can be seen, at most: over all servers, and on a single one. */
const GOALS = { overall: 1.3, single: 2 };

/** What all proofs came to. */
export interface CauseTotals {
  readonly servers: number;
  readonly faults: number;
  readonly entries: number;
  readonly masked: number;
  readonly unnamed: number;
  readonly unfit: number;
  /** Servers with more entries than twice their faults. */
  readonly crowded: number;
}

/** Adds proofs up. A server all of whose faults only warn, or are masked, has no ratio. */
export function totalsOf(proofs: readonly CauseProof[]): CauseTotals {
  const sum = (count: (proof: CauseProof) => number): number => proofs.reduce((all, proof) => all + count(proof), 0);
  return {
    servers: proofs.length,
    faults: sum(({ faults }) => faults.length),
    entries: sum(({ faults, entries }) => (faults.length === 0 ? 0 : entries.length)),
    masked: sum(({ masked }) => masked.length),
    unnamed: sum(({ unnamed }) => unnamed.length),
    unfit: sum(({ unfit }) => unfit.length),
    crowded: proofs.filter(({ faults, entries }) => faults.length > 0 && entries.length > GOALS.single * faults.length)
      .length,
  };
}

/** True when all goals are met. */
export function meetsGoals({ faults, entries, unnamed, unfit, crowded }: CauseTotals): boolean {
  return entries <= GOALS.overall * faults && unnamed + unfit + crowded === 0;
}

/** The totals in one paragraph. */
export function tellTotals(totals: CauseTotals): string {
  const { servers, faults, entries, masked, unnamed, unfit, crowded } = totals;
  const ratio = (entries / Math.max(1, faults)).toFixed(2);
  return `${servers} servers: ${entries} entries for ${faults} faults that can be seen (${ratio}; the goal is ${GOALS.overall}), ${masked} masked. ${crowded} servers with more than ${GOALS.single} entries for each fault, ${unnamed} faults that no entry names, ${unfit} entries whose advice belongs to no fault.\n`;
}

/** A server in one line, with its entries when they are wanted. */
export function tellProof(proof: CauseProof, isVerbose: boolean): string {
  const { server, faults, masked, entries, unnamed, unfit } = proof;
  const rest = [
    ...(masked.length > 0 ? [`${masked.length} masked`] : []),
    ...(unnamed.length > 0 ? [`no entry names ${unnamed.join(", ")}`] : []),
    ...(unfit.length > 0 ? [`the advice does not fit: ${unfit.join(", ")}`] : []),
  ];
  const line = `${server}: ${entries.length} entries, ${faults.length} faults${rest.map((one) => `; ${one}`).join("")}\n`;
  if (!isVerbose) return line;
  const told = entries.map(
    ({ gate, lead, title, findings }) => `    ${gate ?? lead.check} (${findings.length}) ${title}\n`,
  );
  return [line, `    faults: ${faults.join(", ")}\n`, ...told].join("");
}
