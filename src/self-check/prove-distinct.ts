import type { Defect } from "../kit/defect.ts";
import type { Profile } from "../profile/profile.ts";
import { judgeDeclared } from "./judge-declared.ts";
import type { Declared } from "./judge-declared.ts";

/**
 * Two checks of the same rule are one, unless each notices a defect that the others do not. Gives what is wrong, in one
 * sentence.
 */
export async function proveDistinct(
  declared: Declared,
  peers: readonly Declared[],
  profiles: readonly Profile[],
): Promise<readonly string[]> {
  if (peers.length === 0) return [];
  const shared: string[] = [];
  for (const defect of declared.defects) {
    const noticing: string[] = [];
    for (const peer of peers) if (await notices(peer, defect, profiles)) noticing.push(peer.id);
    if (noticing.length === 0) return [];
    shared.push(`${defect.name} by ${noticing.join(" and ")}`);
  }
  return [`others of the same rule notice all of its defects too: ${shared.join(", ")}`];
}

/** Whether a check or traffic rule fails on a server with this defect, in one of the profiles. */
async function notices(declared: Declared, defect: Defect, profiles: readonly Profile[]): Promise<boolean> {
  for (const profile of profiles) {
    if ((await judgeDeclared(declared, profile, defect)).outcome.kind === "violation") return true;
  }
  return false;
}
