import type { Finding } from "../../../run.ts";
import type { Gathered } from "../gathered.ts";
import { leadOf } from "../lead.ts";
import type { KnownFault } from "./known-fault.ts";

/** Findings that stay together, and the known fault that they come of. */
interface Part {
  readonly group: Gathered;
  readonly fault: KnownFault | undefined;
  /** True where nothing in it comes of anything else. */
  readonly isPure: boolean;
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
  const isPure = rest.length + others.length === 0;
  if (main === undefined) return [{ group, fault: undefined, isPure }];
  if (group.gate !== null || others.length === 0) return [{ group, fault: main[0], isPure }];
  const parts = [[main[0], [...main[1], ...rest]] as const, ...others];
  return parts.map(([fault, findings]) => ({ group: { ...group, findings }, fault, isPure: false }));
}

/** One group of several, with the words of the gate that explains most of it; else the check that is about the fault leads. */
function together(parts: readonly Part[], fault: KnownFault | undefined): Gathered {
  const findings = parts.flatMap(({ group }) => group.findings);
  const [gated] = parts
    .filter((part) => part.group.gate !== null && !isSideEffect(part, findings.length))
    .sort((a, b) => b.group.findings.length - a.group.findings.length);
  if (gated !== undefined) return { ...gated.group, findings };
  return { gate: null, hit: undefined, findings, ...ledBy(fault, findings) };
}

/** What a gate says of a small part of what one fault does is not what is wrong. */
function isSideEffect({ group, isPure }: Part, whole: number): boolean {
  return isPure && 2 * group.findings.length < whole;
}

/** Who is about the fault tells it, and leads unless it only warns where others fail: an entry is as grave as its gravest. */
function ledBy(fault: KnownFault | undefined, findings: readonly Finding[]): Pick<Gathered, "lead" | "teller"> {
  const gravest = leadOf(findings);
  const about = findings.filter(({ check }) => fault?.leads.includes(check));
  if (about.length === 0) return { lead: gravest };
  const grave = about.filter(({ verdict }) => verdict === gravest.verdict);
  return { lead: grave.length === 0 ? gravest : leadOf(grave), teller: leadOf(about) };
}
