import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import { GROUP_ACTIONS } from "./group-actions.ts";
import { IMPORT_ACTIONS } from "./import-actions.ts";
import type { OktaStage } from "./okta-stage.ts";
import type { StepSettings } from "./step-settings.ts";
import { USER_ACTIONS } from "./user-actions.ts";

/** Carries out one step of a scenario. */
export type OktaAction = (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>;

/** The steps that the emulated admin can carry out, by action. */
export const OKTA_ACTIONS: ReadonlyMap<string, OktaAction> = new Map(
  Object.entries({ ...IMPORT_ACTIONS, ...USER_ACTIONS, ...GROUP_ACTIONS }),
);
