import { getIgnoreCase, isArray, isObject, jsonEqual } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { USER_URN, sameUrn } from "../../scim/urns.ts";
import type { AttributeMapping } from "../attribute-mapping.ts";
import type { Profile } from "../profile.ts";
import { placeholdersOf } from "../template.ts";
import { parseExternalName } from "./external-name.ts";
import type { ElementCondition } from "./external-name.ts";

/**
 * Where the template of users and the attribute mappings say different things of one attribute: checks then send the one and
 * scenarios the other. One sentence each, with both places and values.
 */
export function mappingContradictions({ id, templates, mappings }: Profile): readonly string[] {
  return mappings.flatMap((mapping, index) => {
    const stated = statedBy(templates.user, mapping);
    const given = givenBy(mapping);
    if (stated === undefined || given === undefined || !isContradiction(stated, given)) return [];
    const name = sameUrn(mapping.namespace, USER_URN)
      ? mapping.externalName
      : `${mapping.namespace}:${mapping.externalName}`;
    return [
      `The profile ${id} says two things of ${name}: templates.user has ${JSON.stringify(stated.value)}, ` +
        `mappings[${index}] (${mapping.name}) gives ${given.shown}. Checks send the first, scenarios the second.`,
    ];
  });
}

/** What the template has where a mapping puts its value. */
interface Stated {
  readonly value: Json;
  /** The template has the list, and no element that the mapping means. */
  readonly isOtherElement?: boolean;
}

interface Given {
  readonly shown: string;
  /** The constant, or the placeholder of a template that stands for the same attribute of a person. */
  readonly constant?: Json;
  readonly placeholder?: string;
}

function isContradiction({ value, isOtherElement }: Stated, { constant, placeholder }: Given): boolean {
  if (isOtherElement === true) return true;
  const asked = placeholdersOf(value);
  if (constant !== undefined) return asked.length === 0 && !jsonEqual(value, constant);
  // A text of one's own and a value of the directory are two values that the target may both take.
  if (placeholder === undefined || asked.length === 0) return false;
  return PEOPLE_PLACEHOLDERS.includes(asked[0] ?? "") && !asked.includes(placeholder);
}

/** Placeholders by the attribute of the directory that they stand for. userName and e-mail address are the same of all people. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  firstName: "givenName",
  lastName: "familyName",
  displayName: "displayName",
  locale: "locale",
};
const PEOPLE_PLACEHOLDERS: readonly string[] = [...Object.values(PLACEHOLDERS), "userName", "email"];

function givenBy({ value, multiValued }: AttributeMapping): Given | undefined {
  if (value === undefined) return undefined;
  if (value.from === "constant") {
    const constant = multiValued ? [value.constant] : value.constant;
    return { shown: JSON.stringify(constant), constant };
  }
  const placeholder = PLACEHOLDERS[value.attribute];
  return { shown: `user.${value.attribute}`, ...(placeholder !== undefined && { placeholder }) };
}

function statedBy(template: JsonObject, { namespace, externalName }: AttributeMapping): Stated | undefined {
  const isCore = sameUrn(namespace, USER_URN);
  const extension = getIgnoreCase(template, namespace);
  const container = isCore ? template : isObject(extension) ? extension : {};
  const external = parseExternalName(externalName);
  if (external === undefined) return undefined;
  const { attribute, condition, part } = external;
  const found = getIgnoreCase(container, attribute);
  if (condition !== undefined) return elementOf(found, condition, part);
  if (isCore && attribute === "emails") return toStated(partOf(primaryOf(found), part ?? "value"));
  return toStated(part === undefined ? found : partOf(found, part));
}

function elementOf(list: Json | undefined, condition: ElementCondition, part: string | undefined): Stated | undefined {
  const items = isArray(list) ? list : [];
  const meant = items.find((item) => jsonEqual(partOf(item, condition.name) ?? null, condition.value));
  if (meant !== undefined) return toStated(partOf(meant, part ?? "value"));
  return items.length === 0 ? undefined : { value: items, isOtherElement: true };
}

function primaryOf(list: Json | undefined): Json | undefined {
  const items = isArray(list) ? list : [];
  return items.find((item) => partOf(item, "primary") === true) ?? items[0];
}

function partOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? getIgnoreCase(value, name) : undefined;
}

function toStated(value: Json | undefined): Stated | undefined {
  return value === undefined || value === null ? undefined : { value };
}
