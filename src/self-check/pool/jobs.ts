import type { Outcome } from "../variants/outcome.ts";
import { playVariant } from "../variants/play-variant.ts";
import type { VariantJob } from "../variants/play-variant.ts";
import { loadDocuments } from "../variants/run-whole.ts";
import type { Documents } from "../variants/run-whole.ts";

/** What a worker can be asked for: what each kind of job takes and gives. All of it is plain data. */
export interface JobKinds {
  readonly variant: { readonly input: VariantJob; readonly result: Outcome };
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
  const documents: Documents = await loadDocuments();
  return { variant: (job) => playVariant(job, documents) };
}

/** Does a job. */
export function perform<Kind extends JobKind>(doers: Doers, job: Job<Kind>): Promise<ResultOf<Kind>> {
  return doers[job.kind](job);
}
