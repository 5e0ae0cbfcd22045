import type { RequestPath } from "../../../scim/request-path.ts";
import type { CheckContext } from "../../../kit/check-context.ts";
import type { Clock } from "../../../exchange/clock.ts";
import type { Reply } from "../../../exchange/reply.ts";

/** What is known of how soon a target shows what was written. */
interface Experience {
  /** New resources that were shown at once. */
  prompt: number;
  /** The longest time that one took to appear, in milliseconds; 0 for a prompt target. */
  lagMs: number;
  /** New resources in a row that were not shown at all. */
  missed: number;
}

/** So many new resources that are shown at once make a prompt target, and so many in a row that are not shown a hopeless one. */
const ENOUGH = 3;
/** The next write may take somewhat longer than the longest one before. */
const MARGIN = 1.5;

const experiences = new WeakMap<object, Experience>();

/** What waiting for a target takes. */
export interface AppearanceOptions {
  /** What all checks of the run share. */
  readonly run: object;
  readonly clock: Clock;
  readonly settleMs: number;
  /** Asks without a rest. */
  readonly get: (path: RequestPath) => Promise<Reply>;
  readonly settle: CheckContext["settle"];
}

/** The ways to bear with a target that lags behind. A prompt one costs three requests in a run, and no time. */
export interface Appearance {
  /** Waits until a new resource is shown: what is asked before that says nothing, or that all is well where nothing may be found. */
  readonly appear: (path: RequestPath) => Promise<void>;
  /** Waits until a write of that time must show: whatever is to have stayed as it was would look so before. */
  readonly rest: (writtenAt: number) => Promise<void>;
}

/** See `Appearance`. What one check learns of the target, all checks of the run go by. */
export function createAppearance({ run, clock, settleMs, get, settle }: AppearanceOptions): Appearance {
  const experience = experiences.get(run) ?? { prompt: 0, lagMs: 0, missed: 0 };
  experiences.set(run, experience);
  const appear = async (path: RequestPath): Promise<void> => {
    const isPrompt = experience.lagMs === 0 && experience.prompt >= ENOUGH;
    if (settleMs === 0 || isPrompt || isHopeless(experience)) return;
    const begun = clock.now();
    let readings = 0;
    const read = (): Promise<Reply> => {
      readings += 1;
      return get(path);
    };
    const last = await settle(read, ({ status }) => status !== 404);
    experience.missed = last.status === 404 ? experience.missed + 1 : 0;
    if (last.status === 404) return;
    if (readings > 1) experience.lagMs = Math.max(experience.lagMs, clock.now() - begun);
    else experience.prompt += 1;
  };
  const rest = async (writtenAt: number): Promise<void> => {
    const until = writtenAt + Math.min(settleMs, experience.lagMs * MARGIN);
    if (clock.now() < until) await clock.sleep(until - clock.now());
  };
  return { appear, rest };
}

/** One that is not shown may be the fault of that one, unless none ever was. */
function isHopeless({ prompt, lagMs, missed }: Experience): boolean {
  return missed >= (prompt === 0 && lagMs === 0 ? 1 : ENOUGH);
}
