import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import type { OktaUser } from "../org/directory.ts";
import { groupAt } from "./group-at.ts";
import type { OktaStage } from "./okta-stage.ts";
import { userAt } from "./okta-stage.ts";
import { mergeReports, toReport } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import { toOutcome } from "./step-outcome.ts";
import { objectOf, positionsOf, textsOf } from "./step-settings.ts";
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
  "retry-failed": counted(({ app }) => app.retryFailed()),
};

function counted(work: Work): (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome> {
  return async (stage, settings) => toOutcome(stage, await work(stage, settings));
}

async function updateProfiles(stage: OktaStage, settings: StepSettings): Promise<ProvisioningReport> {
  const changes = Object.entries(objectOf(settings, "set")).map(([name, value]) => [name, String(value)] as const);
  const reports: ProvisioningReport[] = [toReport([])];
  for (const user of usersOf(stage, settings)) {
    reports.push(await stage.org.updateProfile(user, Object.fromEntries(changes)));
  }
  return mergeReports(reports);
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
