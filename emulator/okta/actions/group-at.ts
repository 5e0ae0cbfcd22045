import type { OktaGroup } from "../org/directory.ts";
import type { OktaStage } from "./okta-stage.ts";
import { textOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

/** The group that a step names, by the name that it had when the scenario began. */
export function groupAt({ groups }: Pick<OktaStage, "groups">, settings: StepSettings): OktaGroup {
  const name = textOf(settings, "group");
  const group = groups.get(name);
  if (group !== undefined) return group;
  throw new Error(`the scenario has no group "${name}"; it has ${[...groups.keys()].join(", ")}`);
}
