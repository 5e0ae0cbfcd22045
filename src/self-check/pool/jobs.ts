import type { DrawnDefect } from "../again/draw-again.ts";
import type { AgainProof } from "../again/prove-again.ts";
import { loadBuiltInProofs } from "../built-in-proofs.ts";
import type { ProviderJob } from "../built-in-proofs.ts";
import type { Proof } from "../proof.ts";
import type { QuickComparison } from "../providers/compare-quick.ts";
import type { ProviderProof } from "../providers/prove-provider.ts";
import type { Outcome } from "../variants/outcome.ts";
import { playVariant } from "../variants/play-variant.ts";
import type { VariantJob } from "../variants/play-variant.ts";
import { loadDocuments } from "../variants/run-whole.ts";

/** What a worker can be asked for: what each kind of job takes and gives. All of it is plain data. */
export interface JobKinds {
  readonly variant: { readonly input: VariantJob; readonly result: Outcome };
  /** A check or traffic rule, by its id. */
  readonly declared: { readonly input: { readonly id: string }; readonly result: Proof };
  readonly scenario: { readonly input: { readonly id: string }; readonly result: Proof };
  readonly again: { readonly input: DrawnDefect; readonly result: AgainProof | undefined };
  readonly provider: { readonly input: ProviderJob; readonly result: ProviderProof };
  readonly quick: { readonly input: ProviderJob; readonly result: QuickComparison };
}

/** The name of a kind of jobs. */
export type JobKind = keyof JobKinds;

/** A job, as it is sent to a worker. */
export type Job<Kind extends JobKind = JobKind> = { readonly kind: Kind } & JobKinds[Kind]["input"];

/** What comes of a job of a kind. */
export type ResultOf<Kind extends JobKind> = JobKinds[Kind]["result"];

/** How each kind of jobs is done, with what a worker has loaded once. */
export type Doers = { readonly [Kind in JobKind]: (job: Job<Kind>) => Promise<ResultOf<Kind>> };

/** Loads what jobs work with. */
export async function loadDoers(): Promise<Doers> {
  const [documents, proofs] = await Promise.all([loadDocuments(), loadBuiltInProofs()]);
  return {
    variant: (job) => playVariant(job, documents),
    declared: proofs.ofDeclared,
    scenario: proofs.ofScenario,
    again: proofs.ofAgain,
    provider: proofs.ofProvider,
    quick: proofs.ofQuick,
  };
}

/** Does a job. */
export function perform<Kind extends JobKind>(doers: Doers, job: Job<Kind>): Promise<ResultOf<Kind>> {
  return doers[job.kind](job);
}
