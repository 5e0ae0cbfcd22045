import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import { groupAt } from "./group-at.ts";
import type { OktaStage } from "./okta-stage.ts";
import { userAt } from "./okta-stage.ts";
import { toReport } from "../provisioning/provisioning-report.ts";
import { toOutcome, toPushOutcome } from "./step-outcome.ts";
import { positionsOf, textOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

/** Steps about pushed groups. */
export const GROUP_ACTIONS: Readonly<
  Record<string, (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>>
> = {
  "add-group": (stage, settings) => {
    const name = textOf(settings, "group");
    const members = positionsOf(settings).map((position) => userAt(stage, position));
    stage.groups.set(name, stage.org.addGroup(name, members));
    return Promise.resolve(toOutcome(stage, toReport([])));
  },
  "delete-group": async (stage, settings) => {
    const report = await stage.org.removeGroup(groupAt(stage, settings));
    stage.groups.delete(textOf(settings, "group"));
    return toOutcome(stage, report);
  },
  "push-group": async (stage, settings) => {
    const group = groupAt(stage, settings);
    return toPushOutcome(stage, group, await stage.app.pushGroup(group));
  },
  "push-now": async (stage, settings) => {
    const group = groupAt(stage, settings);
    return toPushOutcome(stage, group, await stage.app.pushNow(group));
  },
  "unlink-group": async (stage, settings) => {
    const group = groupAt(stage, settings);
    const deleteAtTarget = settings["delete"] === true;
    return toPushOutcome(stage, group, await stage.app.unlinkGroup(group, { deleteAtTarget }));
  },
  "rename-group": async (stage, settings) => {
    return toOutcome(stage, await stage.org.renameGroup(groupAt(stage, settings), textOf(settings, "to")));
  },
  "change-members": async (stage, settings) => {
    const add = positionsOf(settings, "add").map((position) => userAt(stage, position));
    const remove = positionsOf(settings, "remove").map((position) => userAt(stage, position));
    return toOutcome(stage, await stage.org.changeMembers(groupAt(stage, settings), { add, remove }));
  },
};
