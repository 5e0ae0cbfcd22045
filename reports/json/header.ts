import { CAPABILITIES } from "../../src/profile/capability/index.ts";
import type { Counts, ProviderFacts, Run, RunHeader, SubmissionResult, Summary } from "../../src/engine/run.ts";

/** What was run, in the documented order of members. */
export function toHeaderDocument(header: RunHeader): object {
  const {
    id,
    seed,
    profile,
    idp,
    provider,
    dialect,
    startedAt,
    durationMs,
    interrupted,
    quick,
    lost,
    shard,
    playsOnly,
    selective,
    target,
    notes,
  } = header;
  const { baseUrl, bundled } = target;
  return {
    id,
    seed,
    profile,
    idp,
    provider: {
      title: provider.title,
      features: provider.features.map((feature) => ({ id: feature.id, title: feature.title })),
    },
    dialect,
    startedAt,
    durationMs,
    interrupted,
    quick,
    lost,
    shard,
    // Without a value it is left out of the text.
    playsOnly,
    selective,
    target: {
      baseUrl,
      bundled,
      capabilities: Object.fromEntries(CAPABILITIES.map(({ name }) => [name, target.capabilities[name]])),
    },
    notes,
  } satisfies Record<keyof RunHeader, unknown>;
}

/** Everything counted, in the documented order of members. */
export function toSummaryDocument({ run, summary }: Pick<Run, "run" | "summary">): object {
  const { checks, scenarios, requirements, providers, untested, residue, submission } = summary;
  const inOrder = <Told>(of: Readonly<Record<string, Readonly<Record<string, Told>>>>): object =>
    Object.fromEntries(Object.entries(of).map(([id, features]) => [id, inOrderOf(run.provider, features)]));
  const { observable, covered, exercised, vendor } = requirements;
  return {
    checks: {
      total: checks.total,
      pass: checks.pass,
      fail: checks.fail,
      warn: checks.warn,
      skip: checks.skip,
      error: checks.error,
    },
    scenarios: toCounts(scenarios),
    requirements: {
      observable,
      covered,
      exercised,
      vendor: { total: vendor.total, exercised: vendor.exercised },
    },
    providers: inOrder(providers),
    untested: inOrder(untested),
    residue: {
      users: residue.users,
      groups: residue.groups,
      deactivated: residue.deactivated,
      maybe: residue.maybe,
    },
    ...(submission === undefined ? {} : { submission: toSubmissionDocument(submission) }),
  } satisfies Partial<Record<keyof Summary, unknown>>;
}

function toSubmissionDocument({ verdict, steps, passed, failed }: SubmissionResult): SubmissionResult {
  return { verdict, steps, passed, failed };
}

/** The features that the text is about, in the provider's own order. */
function inOrderOf<Told>({ features }: ProviderFacts, of: Readonly<Record<string, Told>>): object {
  return Object.fromEntries(features.flatMap(({ id }) => (of[id] === undefined ? [] : [[id, of[id]]])));
}

function toCounts({ total, pass, fail, skip, error }: Counts): Counts {
  return { total, pass, fail, skip, error };
}
