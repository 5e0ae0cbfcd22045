import type { Json } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { DirectoryValue } from "../../../profile/mappings/directory-attributes.ts";
import { scopedAttributes } from "./scoped-names.ts";
import { evaluateNumber } from "./scenario-expression.ts";
import type { ScenarioPlay } from "../play/scenario-play.ts";
import { selectPeople } from "./scenario-selection.ts";
import type { Choice } from "./scenario-selection.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import { THE_PLAN } from "../../../profile/seat-cap.ts";
import { runMark } from "../../checks/context/test-names.ts";

/** Stands for the product that the scenario is played with. */
const PRODUCT = "$product";

/** Stands for another one. */
const OTHER_PRODUCT = "$other-product";

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
    case "groups":
      return isArray(value) ? value.map((one) => scopedName(play.session.runId, String(one))) : value;
    case "set":
      return scopedSet(play, value);
    case "product":
      return productOf(play, value);
    case "products":
      return isArray(value) ? value.flatMap((one) => givenProduct(productOf(play, one))) : value;
    default:
      return value;
  }
}

function productOf({ product, otherProduct }: ScenarioPlay, value: Json): Json | undefined {
  if (value === PRODUCT) return product;
  return value === OTHER_PRODUCT ? otherProduct : value;
}

/** Nobody is given a product under a plain cap. */
function givenProduct(product: Json | undefined): readonly Json[] {
  return product === undefined || product === THE_PLAN ? [] : [product];
}

/** Two runs must not give anybody the same user name. */
function scopedSet({ people: [someone] }: ScenarioPlay, value: Json): Json {
  if (!isObject(value) || someone === undefined) return value;
  const given = Object.entries(value).flatMap(([name, one]) => (isDirectoryValue(one) ? [[name, one] as const] : []));
  return scopedAttributes(Object.fromEntries(given), someone);
}

function isDirectoryValue(value: Json | undefined): value is DirectoryValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** True where a step is about a product beside the one that the scenario is played with. */
export function namesOtherProduct({ settings }: ScenarioStep): boolean {
  const { product, products } = settings;
  return product === OTHER_PRODUCT || (isArray(products) && products.includes(OTHER_PRODUCT));
}

function positionsOf(play: ScenarioPlay, value: Json): readonly number[] {
  return selectPeople((isArray(value) ? value : [value]).map(String), choiceOf(play));
}

/** Whom a selection may choose at the moment. */
export function choiceOf({ instance, people, options }: ScenarioPlay): Choice {
  const statuses = instance.people().map((entry) => entry.status);
  return { count: people.length, statuses, names: namesOf(options.scenario) };
}

/** The names that a scenario has for its people. */
export function namesOf({ population }: Pick<Scenario, "population">): readonly string[] {
  return population.named.map(({ name }) => name);
}
