import type { Evidence, StepOutcome } from "../../../src/engine/identity-provider.ts";
import { boundedText } from "../../../src/exchange/bounded-text.ts";
import type { Json } from "../../../src/scim/json.ts";
import type { GroupPushResult } from "../group-push/group-mapping.ts";
import type { OktaStage } from "./okta-stage.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";

/**
 * What provisioning work led to: what the step itself did (`created`, `linked`, `updated`, `reactivated`, `deactivated`,
 * `refused`, `groups-pushed`, `groups-refused`), and the Assignments tab after it (`assigned`, `provisioned`, `failed`,
 * `deprovisioned`, `pending`, `explained` = failures that the target gave a reason for, `in-order` = nobody was provisioned
 * after somebody who failed).
 */
export function toOutcome(stage: OktaStage, report: ProvisioningReport): StepOutcome {
  const { created, linked, updated, reactivated, deactivated, refused } = report;
  return {
    results: {
      created,
      linked,
      updated,
      reactivated,
      deactivated,
      refused,
      ...pushResults(report.groupPushes),
      ...tableResults(stage),
    },
    notes: report.notes,
    evidence: { ...evidenceOf(stage), "groups-refused": { tooMany: pushErrors(stage)[0] } },
  };
}

/** What one push of a group led to: 1 under its result (`created`, `linked`, `updated`, `deleted`, `kept`), and whether it was refused. */
export function toPushOutcome(stage: OktaStage, result: GroupPushResult): StepOutcome {
  const kinds = PUSH_RESULTS.map((kind) => [kind, kind === result ? 1 : 0] as const);
  const [error] = pushErrors(stage);
  const evidence = Object.fromEntries(kinds.map(([kind]) => [kind, { tooFew: error }]));
  return {
    results: { ...Object.fromEntries(kinds), ...pushResults([result]) },
    notes: [],
    evidence: { ...evidence, "groups-refused": { tooMany: error }, "groups-pushed": { tooFew: error } },
  };
}

const PUSH_RESULTS: readonly GroupPushResult[] = ["created", "linked", "updated", "deleted", "kept"];

function pushResults(results: readonly GroupPushResult[]): Readonly<Record<string, Json>> {
  const refused = results.filter((result) => result === "refused").length;
  return { "groups-pushed": results.length - refused, "groups-refused": refused };
}

function tableResults({ app, org }: OktaStage): Readonly<Record<string, Json>> {
  const { total, provisioned, failed, users } = app.assignments();
  const explained = org.users().filter((user) => app.appUser(user)?.isExplained === true).length;
  const firstFailure = users.findIndex((row) => row.status === "failed");
  const lastSuccess = users.findLastIndex((row) => row.status === "provisioned");
  return {
    assigned: total - users.filter((row) => row.status === "deprovisioned").length,
    provisioned,
    failed,
    deprovisioned: users.filter((row) => row.status === "deprovisioned").length,
    pending: users.filter((row) => row.status === "pending").length,
    explained,
    "in-order": firstFailure === -1 || lastSuccess < firstFailure,
  };
}

/** The first error on the Assignments tab explains every count that it spoils. */
function evidenceOf({ app }: OktaStage): Readonly<Record<string, Evidence>> {
  const text = app.assignments().users.find((row) => row.status === "failed")?.error;
  const error = typeof text === "string" ? boundedText(text) : undefined;
  const spoilt = ["created", "linked", "updated", "reactivated", "deactivated", "provisioned", "deprovisioned"];
  return {
    ...Object.fromEntries(spoilt.map((name) => [name, { tooFew: error }])),
    refused: { tooMany: error },
    failed: { tooMany: error },
  };
}

function pushErrors({ app }: OktaStage): readonly string[] {
  return app.groupPushes().flatMap(({ error }) => (error === null ? [] : [boundedText(error)]));
}
