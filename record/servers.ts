import { allDefects } from "../src/cli/commands/defects.ts";
import { VARIANTS } from "../fixtures/variants/index.ts";
import type { Defect } from "../src/kit/defect.ts";
import type { SoundVariant } from "../src/kit/variant.ts";

/** A server that a record tells of. */
export interface RecordedServer {
  /** The defect's name, `sound`, or `sound: ` and the name of a variant. */
  readonly server: string;
  readonly profile: string;
  readonly defect?: Defect;
  readonly variant?: SoundVariant;
}

/** Which checks and servers are recorded. */
export interface Selection {
  /** How the ids of the checks begin; empty for all. */
  readonly only: string;
  /** How many defects at most, taken from all suites alike. */
  readonly limit: number;
}

/** The server without any fault. */
export const SOUND: string = "sound";

const SOUND_PROFILES = ["generic", "okta", "zoominfo"];
/** Between them they have every capability. */
const DEFECT_PROFILES = ["generic", "zoominfo"];

/** The sound servers and those with a defect that one of the selected checks must notice. */
export function recordedServers({ only, limit }: Selection): readonly RecordedServer[] {
  const defects = spread(
    allDefects().filter(({ noticedBy }) => noticedBy.some((id) => id.startsWith(only))),
    limit,
  );
  return [
    ...SOUND_PROFILES.map((profile) => ({ server: SOUND, profile })),
    ...VARIANTS.map((variant) => ({ server: `${SOUND}: ${variant.name}`, profile: "generic", variant })),
    ...defects.flatMap(({ defect }) => DEFECT_PROFILES.map((profile) => ({ server: defect.name, profile, defect }))),
  ];
}

/** So many of them, from all suites. */
function spread<Item>(items: readonly Item[], limit: number): readonly Item[] {
  const step = Math.max(1, Math.ceil(items.length / limit));
  return items.filter((_, index) => index % step === 0);
}
