import type { KnownDefect } from "../../src/cli/commands/defects.ts";
import { UnreachableTarget } from "../../src/engine/endurance/unreachable-target.ts";
import type { KnownFault } from "../../src/engine/report/causes/known/known-fault.ts";
import { patternOf } from "../../src/engine/report/causes/known/pattern-of.ts";
import { playServer } from "../play.ts";

/** What a defect shows when it is the only one; undefined where no check that is about it shows it, or nothing can be judged. */
export async function learnFault({ defect, noticedBy }: KnownDefect): Promise<KnownFault | undefined> {
  try {
    const shows = patternOf(await playServer([defect]));
    const leads = noticedBy.filter((check) => shows.has(check));
    return leads.length === 0 ? undefined : { name: defect.name, leads, shows };
  } catch (error) {
    if (error instanceof UnreachableTarget) return undefined;
    throw error;
  }
}
