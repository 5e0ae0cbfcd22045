import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import { groupAt } from "./group-at.ts";
import type { OktaStage } from "./okta-stage.ts";
import { userAt } from "./okta-stage.ts";
import { toOutcome, toPushOutcome } from "./step-outcome.ts";
import { positionsOf, textOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

/** Steps about pushed groups. */
export const GROUP_ACTIONS: Readonly<
  Record<string, (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>>
> = {
  "push-group": async (stage, settings) => {
    return toPushOutcome(stage, await stage.app.pushGroup(groupAt(stage, settings)));
  },
  "push-now": async (stage, settings) => {
    return toPushOutcome(stage, await stage.app.pushNow(groupAt(stage, settings)));
  },
  "unlink-group": async (stage, settings) => {
    const deleteAtTarget = settings["delete"] === true;
    return toPushOutcome(stage, await stage.app.unlinkGroup(groupAt(stage, settings), { deleteAtTarget }));
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
