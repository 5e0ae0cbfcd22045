import type { AppSettings } from "../../../src/engine/directory.ts";
import { OKTA_TIMEOUT_MS, SYSTEM_CLOCK } from "./app-options.ts";
import type { OktaAppOptions } from "./app-options.ts";
import type { Directory, OktaUser } from "./directory.ts";
import { OktaClient } from "./okta-client.ts";
import { PushGroups } from "../group-push/push-groups.ts";
import { createPushedPeople } from "../group-push/pushed-people.ts";
import { ImportDesk } from "../import/import-desk.ts";
import { AppLog } from "../log/app-log.ts";
import { appTarget } from "../log/log-targets.ts";
import type { SystemLog } from "../log/system-log.ts";
import { AssignmentTable } from "../provisioning/assignment-table.ts";
import { failureContext } from "../provisioning/failure-context.ts";
import { mappedValues } from "../provisioning/mapped-values.ts";
import { Provisioner } from "../provisioning/provisioner.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { ProvisioningQueue } from "../provisioning/provisioning-queue.ts";
import { waysOf } from "../provisioning/ways.ts";
import { readOktaSettings } from "../settings.ts";
import type { OktaSettings } from "../settings.ts";

/** What an app gets from its org. */
export interface AppSurroundings {
  readonly id: string;
  readonly directory: Directory;
  /** A fresh placeholder. */
  readonly password: () => string;
  /** The password that a person has in Okta. */
  readonly passwordOf: (user: OktaUser) => string;
  readonly log: SystemLog;
}

/** What an app consists of. */
export interface AppParts {
  readonly table: AssignmentTable;
  readonly context: ProvisioningContext;
  readonly provisioner: Provisioner;
  readonly desk: ImportDesk;
  readonly push: PushGroups;
}

/** Puts an app together. `settings` are the ones that an admin changes, as they stand. */
export function createAppParts(
  options: OktaAppOptions,
  surroundings: AppSurroundings,
  settings: () => AppSettings,
): AppParts {
  const table = new AssignmentTable(options.profile.mappings);
  const queue = new ProvisioningQueue(options.concurrency ?? 1, options.onProgress ?? (() => undefined));
  const context = createContext(options, surroundings, { table, settings });
  return {
    table,
    context,
    provisioner: new Provisioner({ context, table, queue }),
    desk: new ImportDesk(context, table, surroundings.directory),
    push: new PushGroups(context, queue, createPushedPeople(table)),
  };
}

function createContext(
  options: OktaAppOptions,
  surroundings: AppSurroundings,
  { table, settings }: Pick<AppParts, "table"> & Pick<ProvisioningContext, "settings">,
): ProvisioningContext {
  const { profile, session, combined = [], fullProfilePush = false, dialect = "oin" } = options;
  const appName = options.name ?? profile.title;
  const texts = failureContext(appName);
  const rules = { mappings: profile.mappings, combined, fullProfilePush };
  const configured: OktaSettings = { ...readOktaSettings({}, options.capabilities), ...options.configured };
  return {
    appName,
    ways: waysOf(dialect, configured),
    configured,
    client: new OktaClient({
      session,
      cause: options.cause ?? { kind: "scenario", id: "okta" },
      clock: options.clock ?? SYSTEM_CLOCK,
      timeoutMs: options.timeoutMs ?? OKTA_TIMEOUT_MS,
      onWait: options.onWait,
    }),
    texts,
    log: new AppLog(surroundings.log, appTarget(surroundings.id, appName), texts),
    settings,
    values: (user, stage) => mappedValues(rules, table.sources(user), stage),
    password: (user) =>
      configured.passwordSync === "okta-password" ? surroundings.passwordOf(user) : surroundings.password(),
  };
}
