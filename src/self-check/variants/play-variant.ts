import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { SUITES } from "../../../suites/index.ts";
import type { Serve } from "../../kit/variant.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { toOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { runWhole } from "./run-whole.ts";
import type { Documents } from "./run-whole.ts";

/** The name of the reference server that differs in nothing. */
export const PLAIN = "plain";

/** Which server is played, and with what; plain data. */
export interface VariantJob {
  /** The name of a variant, or `plain`. */
  readonly variant: string;
  /** Ids of the suites whose checks are played, without the scenarios; everything when left out. */
  readonly suites?: readonly string[] | undefined;
}

/** Plays a variant once, and tells what came of it. */
export async function playVariant({ variant, suites }: VariantJob, documents: Documents): Promise<Outcome> {
  const { generic, scenarios } = documents;
  const started = performance.now();
  const run = await runWhole(serveOf(variant), {
    generic,
    suites: suites === undefined ? SUITES : SUITES.filter(({ id }) => suites.includes(id)),
    scenarios: suites === undefined ? scenarios : [],
    clock: createLeapingClock(),
    isVerdictOnly: true,
  });
  return toOutcome(run, performance.now() - started);
}

function serveOf(name: string): Serve {
  if (name === PLAIN) return (start) => start();
  const found = VARIANTS.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`there is no sound variant "${name}"`);
  return found.serve;
}
