import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import type { OktaUser, SelectedTasks } from "../org/directory.ts";
import { groupAt } from "./group-at.ts";
import type { OktaStage } from "./okta-stage.ts";
import { toProfile, userAt } from "./okta-stage.ts";
import { withDirectoryValues } from "../../../src/engine/scenarios/document/scoped-names.ts";
import { mergeReports, toReport } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import { toOutcome } from "./step-outcome.ts";
import { objectOf, positionsOf, textsOf, valuesOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

type Work = (stage: OktaStage, settings: StepSettings) => Promise<ProvisioningReport>;

/** Steps about people and what they are assigned to. */
export const USER_ACTIONS: Readonly<
  Record<string, (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>>
> = {
  "assign-users": counted((stage, settings) =>
    stage.app.assignUsers(usersOf(stage, settings), attributesOf(stage, settings)),
  ),
  "unassign-users": counted((stage, settings) => stage.app.unassignUsers(usersOf(stage, settings))),
  "assign-group": counted((stage, settings) => {
    const priority = settings["priority"];
    const options = typeof priority === "number" ? { priority } : {};
    return stage.app.assignGroup(groupAt(stage, settings), attributesOf(stage, settings), options);
  }),
  "unassign-group": counted((stage, settings) => stage.app.unassignGroup(groupAt(stage, settings))),
  "add-to-group": counted((stage, settings) =>
    stage.org.addToGroup(groupAt(stage, settings), usersOf(stage, settings)),
  ),
  "remove-from-group": counted((stage, settings) =>
    stage.org.removeFromGroup(groupAt(stage, settings), usersOf(stage, settings)),
  ),
  "suspend-users": counted((stage, settings) => stage.org.suspendUsers(usersOf(stage, settings))),
  "unsuspend-users": counted((stage, settings) => stage.org.activateUsers(usersOf(stage, settings))),
  "deactivate-users": counted((stage, settings) => stage.org.deactivateUsers(usersOf(stage, settings))),
  "reactivate-users": counted((stage, settings) => stage.org.activateUsers(usersOf(stage, settings))),
  "update-profile": counted(updateProfiles),
  "change-passwords": counted((stage, settings) => stage.org.changePasswords(usersOf(stage, settings))),
  "activate-users": counted((stage, settings) => stage.org.activateUsers(usersOf(stage, settings))),
  "add-users": counted(addUsers),
  "delete-users": counted(deleteUsers),
  "retry-failed": counted((stage, settings) => stage.app.retryFailed(selectedTasks(stage, settings))),
};

function counted(work: Work): (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome> {
  return async (stage, settings) => toOutcome(stage, await work(stage, settings));
}

async function updateProfiles(stage: OktaStage, settings: StepSettings): Promise<ProvisioningReport> {
  const changes = valuesOf(settings, "set");
  const reports: ProvisioningReport[] = [toReport([])];
  for (const user of usersOf(stage, settings)) reports.push(await stage.org.updateProfile(user, changes));
  return mergeReports(reports);
}

/** People come into the directory, or come back into it with a new id. */
function addUsers(stage: OktaStage, settings: StepSettings): Promise<ProvisioningReport> {
  const status = settings["staged"] === true ? "staged" : "active";
  for (const position of positionsOf(settings)) {
    const person = stage.population[position];
    if (person === undefined || stage.users.has(position)) continue;
    const profile = { ...toProfile(withDirectoryValues(person, valuesOf(settings, "set"))) };
    stage.users.set(position, stage.org.addUser(profile, status));
  }
  return Promise.resolve(toReport([]));
}

async function deleteUsers(stage: OktaStage, settings: StepSettings): Promise<ProvisioningReport> {
  const report = await stage.org.removeUsers(usersOf(stage, settings));
  for (const position of positionsOf(settings)) stage.users.delete(position);
  return report;
}

/** Undefined for all of them. */
function selectedTasks(stage: OktaStage, settings: StepSettings): SelectedTasks | undefined {
  if (settings["people"] === undefined && settings["groups"] === undefined) return undefined;
  const groups = textsOf(settings, "groups").map((group) => groupAt(stage, { group }));
  return { users: usersOf(stage, settings), groups };
}

function usersOf(stage: Pick<OktaStage, "users" | "population">, settings: StepSettings): readonly OktaUser[] {
  return positionsOf(settings).map((position) => userAt(stage, position));
}

/** `attributes` by name, and `products` under the name that the app profile has for them. */
function attributesOf(
  { productAttribute }: Pick<OktaStage, "productAttribute">,
  settings: StepSettings,
): AssignedAttributes {
  const products = textsOf(settings, "products");
  const named = Object.entries(objectOf(settings, "attributes")).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(named),
    ...(productAttribute !== undefined && products.length > 0 && { [productAttribute]: products }),
  };
}
