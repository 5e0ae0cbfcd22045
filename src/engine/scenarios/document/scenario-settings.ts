import type { Json } from "../../../scim/json.ts";
import { isArray } from "../../../scim/json.ts";
import { evaluateNumber } from "./scenario-expression.ts";
import type { ScenarioPlay } from "../play/scenario-play.ts";
import { selectPeople } from "./scenario-selection.ts";
import type { ScenarioStep } from "./scenario.ts";
import { THE_PLAN } from "../../../profile/seat-cap.ts";
import { runMark } from "../../checks/context/test-names.ts";

/** Stands for the product that the scenario is played with. */
const PRODUCT = "$product";

/**
 * A step's settings, made concrete: people become positions, expressions numbers, `$product` the product, and group names
 * those of this run.
 */
export function resolveSettings(play: ScenarioPlay, step: ScenarioStep): ScenarioStep["settings"] {
  const entries = Object.entries(step.settings).map(([name, value]) => [name, resolve(play, name, value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** A step's settings as they are spoken of: only expressions and products are made concrete. */
export function spokenSettings(play: ScenarioPlay, step: ScenarioStep): ScenarioStep["settings"] {
  const spoken: readonly string[] = ["seats", "product", "products"];
  const resolved = Object.fromEntries(Object.entries(step.settings).filter(([name]) => spoken.includes(name)));
  return { ...step.settings, ...resolveSettings(play, { ...step, settings: resolved }) };
}

/** The name that a group of the scenario has in this run. */
export function scopedName(runId: string, name: string): string {
  return `${runMark(runId)}${name}`;
}

function resolve(play: ScenarioPlay, name: string, value: Json): Json | undefined {
  switch (name) {
    case "people":
    case "add":
    case "remove":
      return positionsOf(play, value);
    case "group":
    case "to":
    case "name":
      return scopedName(play.session.runId, String(value));
    case "seats":
      return evaluateNumber(typeof value === "number" ? value : String(value), play.values());
    case "product":
      return value === PRODUCT ? play.product : value;
    case "products":
      return isArray(value) ? value.flatMap((one) => (one === PRODUCT ? givenProduct(play) : one)) : value;
    default:
      return value;
  }
}

/** Nobody is given a product under a plain cap. */
function givenProduct({ product }: ScenarioPlay): readonly string[] {
  return product === undefined || product === THE_PLAN ? [] : [product];
}

function positionsOf(play: ScenarioPlay, value: Json): readonly number[] {
  const selection = (isArray(value) ? value : [value]).map(String);
  const statuses = play.instance.people().map((entry) => entry.status);
  return selectPeople(selection, { count: play.people.length, statuses });
}
