import { CAPABILITIES } from "../../src/profile/capability/index.ts";
import { OKTA_FEATURES } from "../../src/profile/okta-feature.ts";
import type { Counts, RunHeader, Summary } from "../../src/engine/run.ts";

/** What was run, in the documented order of members. */
export function toHeaderDocument(header: RunHeader): object {
  const { id, seed, profile, idp, dialect, startedAt, durationMs, interrupted, lost, shard, target, notes } = header;
  const { baseUrl, bundled } = target;
  return {
    id,
    seed,
    profile,
    idp,
    dialect,
    startedAt,
    durationMs,
    interrupted,
    lost,
    shard,
    target: {
      baseUrl,
      bundled,
      capabilities: Object.fromEntries(CAPABILITIES.map(({ name }) => [name, target.capabilities[name]])),
    },
    notes,
  } satisfies Record<keyof RunHeader, unknown>;
}

/** Everything counted, in the documented order of members. */
export function toSummaryDocument({ checks, scenarios, requirements, okta, residue }: Summary): object {
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
    okta: Object.fromEntries(OKTA_FEATURES.map((feature) => [feature, okta[feature]])),
    residue: {
      users: residue.users,
      groups: residue.groups,
      deactivated: residue.deactivated,
      maybe: residue.maybe,
    },
  } satisfies Record<keyof Summary, unknown>;
}

function toCounts({ total, pass, fail, skip, error }: Counts): Counts {
  return { total, pass, fail, skip, error };
}
