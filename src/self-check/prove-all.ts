import { VARIANTS } from "../../fixtures/variants/index.ts";
import { packageRoot } from "../documents/package-root.ts";
import { builtInNames } from "../documents/read-document.ts";
import { ALL_SUITES } from "../run/suites/all-suites.ts";
import { drawAgain, proveDrawn } from "./again/draw-again.ts";
import type { AgainProof, Noticed } from "./again/prove-again.ts";
import { changedSuites } from "./changed-suites.ts";
import type { Pool } from "./pool/pool.ts";
import type { Proof } from "./proof.ts";
import { proveVariants, toVariantId } from "./variants/prove-variants.ts";
import type { VariantProof } from "./variants/prove-variants.ts";

/** What is proven of what is built in. */
export interface AllProofsOptions {
  /** True for the ids of checks, traffic rules, scenarios and variants that are to be proven. */
  readonly isSelected: (id: string) => boolean;
  /** Plays the variants only with the suites that changed in the working copy, if no more did. */
  readonly changed: boolean;
  /** All defects that may be drawn for the proof of `again`, and who notices them. */
  readonly defects: readonly Noticed[];
  /** Told of each proof as it is made. */
  readonly onProof: (proof: Proof | VariantProof) => void;
}

/** All proofs: those of checks, traffic rules and scenarios, of sound variants, and of what reports say to do again. */
export interface AllProofs {
  readonly declared: readonly Proof[];
  readonly variants: readonly VariantProof[];
  readonly again: readonly AgainProof[];
}

/** What the findings that are to be seen again are drawn by. */
export const AGAIN_SEED = 1;

/** Makes all proofs in the worker threads of the pool. Rejects when one of them could not be made. */
export async function proveAll(pool: Pool, options: AllProofsOptions): Promise<AllProofs> {
  // The variants last: their time is printed, and a worker that has just started is slow.
  const [declared, again, variants] = await Promise.all([
    proveNamed(pool, options),
    proveAgainIn(pool, options),
    playVariants(pool, options),
  ]);
  return { declared, variants, again };
}

async function playVariants(
  pool: Pool,
  { isSelected, changed, onProof }: AllProofsOptions,
): Promise<readonly VariantProof[]> {
  const variants = VARIANTS.filter((variant) => isSelected(toVariantId(variant)));
  if (variants.length === 0) return [];
  const ids = ALL_SUITES.map(({ id }) => id);
  const suites = changed ? await changedSuites(packageRoot(), ids) : undefined;
  return proveVariants(pool, { variants, suites, onProof });
}

function proveAgainIn(pool: Pool, { isSelected, defects }: AllProofsOptions): Promise<readonly AgainProof[]> {
  const wanted = defects.filter(({ noticedBy }) => noticedBy.some(isSelected));
  const plan = drawAgain({ defects: wanted, suites: ALL_SUITES, seed: AGAIN_SEED });
  return proveDrawn(plan, (drawn) => pool.run({ kind: "again", ...drawn }));
}

async function proveNamed(pool: Pool, { isSelected, onProof }: AllProofsOptions): Promise<readonly Proof[]> {
  const declared = ALL_SUITES.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules].map(({ id }) => id));
  const scenarios = await builtInNames("scenario");
  const jobs = [
    ...scenarios.map((id) => ({ kind: "scenario", id }) as const),
    ...declared.map((id) => ({ kind: "declared", id }) as const),
  ];
  return Promise.all(
    jobs
      .filter(({ id }) => isSelected(id))
      .map(async (job) => {
        const proof = await pool.run(job);
        onProof(proof);
        return proof;
      }),
  );
}
