import type { Finding } from "../../../run.ts";
import type { Gathered } from "../gathered.ts";
import { leadOf } from "../lead.ts";
import type { KnownFault } from "./known-fault.ts";

/** Findings that stay together, and the known fault that they come of. */
interface Part {
  readonly group: Gathered;
  readonly fault: KnownFault | undefined;
}

/**
 * Puts together what one known fault explains, and takes apart what two do. What a gate explains stays together, as its words fit
 * all of it; what no known fault explains stays with whatever it was put to.
 */
export function byFault(groups: readonly Gathered[], explained: ReadonlyMap<string, KnownFault>): readonly Gathered[] {
  const parts = groups.flatMap((group) => partsOf(group, explained));
  const alone = parts.flatMap(({ group, fault }) => (fault === undefined ? [group] : []));
  const known = Map.groupBy(
    parts.filter(({ fault }) => fault !== undefined),
    ({ fault }) => fault,
  );
  return [...alone, ...[...known].map(([fault, same]) => together(same, fault))];
}

function partsOf(group: Gathered, explained: ReadonlyMap<string, KnownFault>): readonly Part[] {
  const byFaults = Map.groupBy(group.findings, ({ check }) => explained.get(check));
  const rest = byFaults.get(undefined) ?? [];
  byFaults.delete(undefined);
  const [main, ...others] = [...byFaults].sort(([, a], [, b]) => b.length - a.length);
  if (main === undefined) return [{ group, fault: undefined }];
  if (group.gate !== null || others.length === 0) return [{ group, fault: main[0] }];
  const parts = [[main[0], [...main[1], ...rest]] as const, ...others];
  return parts.map(([fault, findings]) => ({ group: { ...group, findings }, fault }));
}

/** One group of several, with the words of the gate that explains most of it; else the check that is about the fault leads. */
function together(parts: readonly Part[], fault: KnownFault | undefined): Gathered {
  const findings = parts.flatMap(({ group }) => group.findings);
  const [gated] = parts
    .map(({ group }) => group)
    .filter(({ gate }) => gate !== null)
    .sort((a, b) => b.findings.length - a.findings.length);
  if (gated !== undefined) return { ...gated, findings };
  return { gate: null, hit: undefined, findings, lead: leadFor(fault, findings) };
}

/** Who is about the fault leads, unless it only warns where others fail. */
function leadFor(fault: KnownFault | undefined, findings: readonly Finding[]): Finding {
  const gravest = leadOf(findings);
  const own = findings.filter(({ check, verdict }) => verdict === gravest.verdict && fault?.leads.includes(check));
  return own.length === 0 ? gravest : leadOf(own);
}
