import type { Leftovers } from "./leftovers.ts";
import type { Residue } from "../run.ts";
import { runMark } from "../checks/context/test-names.ts";
import type { Look } from "./find-by-mark.ts";
import { NOT_YET, UNSEEN } from "./known-leftovers.ts";

/** Nothing was made, and so nothing is left. */
export const NO_RESIDUE: Residue = { users: 0, groups: 0, deactivated: 0, maybe: 0 };

/** Counts what is left; `maybe` is what nothing shows to be gone. */
export function toResidue({ left, deactivated, unproven, unclear, overlooked }: Leftovers): Residue {
  return {
    users: left.filter(({ endpoint }) => endpoint === "/Users").length,
    groups: left.filter(({ endpoint }) => endpoint !== "/Users").length,
    deactivated: deactivated.length,
    maybe: unproven.length + unclear.length + overlooked.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

/** True when nothing is left, and nothing may be. */
export function isNil({ users, groups, deactivated, maybe }: Residue): boolean {
  return users + groups + deactivated + maybe === 0;
}

/** What the reader of a report must know of it, one sentence each. */
export function describeLeftovers(
  leftovers: Leftovers,
  run: { readonly baseUrl: string; readonly runId: string },
): readonly string[] {
  const residue = toResidue(leftovers);
  const { unproven, unclear, overlooked, found, lost } = leftovers;
  const mark = runMark(run.runId);
  return [
    ...(lost === undefined ? [] : ["The target was lost, so nothing more could be removed or looked for."]),
    ...(found === 0
      ? []
      : [
          `${count(found, "resource")} that no answer told of ${found === 1 ? "was" : "were"} found by the name of the run at its end.`,
        ]),
    ...(residue.deactivated === 0
      ? []
      : [
          `${count(residue.deactivated, "user")} of this run that the target does not delete ${residue.deactivated === 1 ? "is" : "are"} left deactivated.`,
        ]),
    ...stillThere(leftovers, mark),
    ...(unproven.length === 0
      ? []
      : [`${count(unproven.length, "resource")} may be left, as ${whyOf(unproven)}: ${namesOf(unproven)}.`]),
    ...(unclear.length === 0
      ? []
      : [`The target did not tell whether it made these users or groups: ${listed(unclear.map(({ name }) => name))}.`]),
    ...(lost === undefined ? [] : unknownOnes(overlooked)),
    ...(lost === undefined ? overlooked : []).map(
      (look) =>
        `${look.endpoint} ${look.isComplete ? "lists nothing of this run, and nothing shows that it would" : `could not be looked through to its end (${extentOf(look)})`}: something named ${mark}... may be left there.`,
    ),
    ...(isNil(residue) ? [] : [`zi-scim-check cleanup ${run.baseUrl} --run ${run.runId} tries it again.`]),
  ];
}

function stillThere({ left }: Leftovers, mark: string): readonly string[] {
  const [first] = left;
  if (first === undefined) return [];
  const there = `${count(left.length, "resource")} of this run`;
  if (first.why === NOT_YET) {
    return [`${there} ${left.length === 1 ? "was" : "were"} not removed yet; the names hold ${mark}.`];
  }
  return [`${there} could not be removed (${first.why}); the names hold ${mark}.`];
}

/** What a lost target can no longer be asked about, so that the sentences and the counts say the same. */
function unknownOnes(overlooked: Leftovers["overlooked"]): readonly string[] {
  const unknown = overlooked.reduce((sum, look) => sum + look.unknown, 0);
  if (unknown === 0) return [];
  return [`Up to ${count(unknown, "other create")} may have left something, which could not be looked for any more.`];
}

/** The reason of the first, for all of them. */
function whyOf(unproven: Leftovers["unproven"]): string {
  const why = unproven[0]?.why ?? "";
  if (unproven.length === 1) return why;
  return why === UNSEEN ? "no reading shows that they are of this run" : why.replace(/^its id was/, "each id was");
}

function extentOf({ seen, total }: Look): string {
  return total === undefined ? `${seen} read` : `${seen} of ${total} read`;
}

function namesOf(resources: readonly { readonly endpoint: string; readonly id: string }[]): string {
  return listed(resources.map(({ endpoint, id }) => `${endpoint}/${id}`));
}

const MOST_NAMED = 10;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
