import type { AppSettings } from "../../../src/engine/directory.ts";
import type { FeatureTick, TargetSupport } from "../../../src/engine/run.ts";
import type { Capabilities } from "../../../src/profile/capability/index.ts";
import { isPresent } from "../../../src/profile/capability/index.ts";
import type { AppLog } from "../log/app-log.ts";
import type { OktaEventType } from "../log/event-types.ts";

/** What the feature table is made of. */
export interface FeatureFacts {
  readonly settings: AppSettings;
  readonly capabilities: Capabilities | undefined;
  /** What this app's requests came to so far. */
  readonly log: AppLog;
}

/** The six lines of the dialog: Okta's ticks mirror settings, the column beside them is ours. Asked for once the list of users could be read. */
export function featureTable({ settings, capabilities, log }: FeatureFacts): readonly FeatureTick[] {
  const published = groupSupport(capabilities);
  const imported = supportOf(log, ["system.import.complete"], ["application.provision.user.import"]);
  // The test itself has read the list.
  const importing = imported === "not tried" ? "offered" : imported;
  const pushing = supportOf(log, PUSHED, PUSH_FAILED);
  const rows: readonly [string, boolean, TargetSupport][] = [
    ["User Import", settings.userImport, importing],
    ["Import Profile Updates", settings.importProfileUpdates, importing],
    ["Create Users", settings.createUsers, supportOf(log, ["application.provision.user.push"])],
    [
      "Update User Attributes",
      settings.updateUserAttributes,
      supportOf(log, ["application.provision.user.push_profile"]),
    ],
    ["Push Groups", settings.pushGroups, pushing === "not tried" ? published : pushing],
    ["Import Groups", settings.importGroups, published],
  ];
  return rows.map(([feature, ticked, target]) => ({ feature, ticked, target }));
}

const PUSHED: readonly OktaEventType[] = [
  "application.provision.group_push.updated",
  "application.provision.group_push.push_memberships",
];
const PUSH_FAILED: readonly OktaEventType[] = [
  "application.provision.group.add",
  "application.provision.group.update",
  "application.provision.group_membership.update",
];

/** A feature works once it did; it fails where it never did. */
function supportOf(
  log: AppLog,
  successes: readonly OktaEventType[],
  failures: readonly OktaEventType[] = successes,
): TargetSupport {
  if (successes.some((eventType) => log.countOf(eventType).successes > 0)) return "works";
  return failures.some((eventType) => log.countOf(eventType).failures > 0) ? "fails" : "not tried";
}

function groupSupport(capabilities: Capabilities | undefined): TargetSupport {
  if (capabilities === undefined || ["unknown", "unclear"].includes(capabilities.groups)) return "not tried";
  return isPresent(capabilities.groups) ? "offered" : "not offered";
}
