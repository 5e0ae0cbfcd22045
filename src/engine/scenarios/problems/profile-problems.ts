import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { DIRECTORY_ATTRIBUTES } from "../../../profile/mappings/directory-attributes.ts";
import type { Profile } from "../../../profile/profile.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { actionsOf } from "../document/scenario-document.ts";
import { assignedProblems } from "./assigned-problems.ts";
import { listAt, entriesIn, mappingAt, unknownName, foundAt } from "./reading.ts";
import type { Path } from "./reading.ts";
import { shownProblems } from "./shown-problems.ts";

/** Where a scenario is played. */
export interface ProfileKnown {
  readonly profile: Profile;
  /** Products with seats that the command line names beside the profile's. */
  readonly products: readonly string[];
}

/** What a scenario names that the profile does not have: attributes of the directory, the app and the target, and products. */
export function strangeToProfile(document: Json, known: ProfileKnown): readonly DocumentProblem[] {
  const people = mappingAt(mappingAt(document, "population"), "people");
  return [
    ...entriesIn(people).flatMap(([name, attributes]) =>
      directoryProblems(attributes, ["population", "people", name], known),
    ),
    ...combinedProblems(mappingAt(document, "app"), known),
    ...listAt(document, "steps").flatMap((step, index) =>
      isObject(step) ? stepProblems(document, step, { path: ["steps", index], known }) : [],
    ),
  ];
}

interface Place {
  readonly path: Path;
  readonly known: ProfileKnown;
}

function stepProblems(document: Json, step: JsonObject, { path, known }: Place): DocumentProblem[] {
  const [action = ""] = actionsOf(Object.fromEntries(entriesIn(step)));
  const settings = mappingAt(step, action);
  const below = [...path, action];
  return [
    ...directoryProblems(settings["set"], [...below, "set"], known),
    ...assignedProblems(mappingAt(settings, "attributes"), [...below, "attributes"], {
      profile: known.profile,
      isOfGroup: action === "assign-group",
    }),
    ...productProblems(document, settings, { path: below, known }),
    ...entriesIn(mappingAt(mappingAt(step, "expect"), "person")).flatMap(([who, facts]) =>
      shownProblems(mappingAt(facts, "attributes"), [...path, "expect", "person", who, "attributes"], known.profile),
    ),
  ];
}

/** Attributes of the directory: those of every user, and custom ones that the profile maps or states. */
function directoryProblems(attributes: Json | undefined, path: Path, { profile }: ProfileKnown): DocumentProblem[] {
  if (!isObject(attributes)) return [];
  const mapped = profile.mappings.flatMap(({ value }) => (value?.from === "user" ? [value.attribute] : []));
  const known = [...new Set([...DIRECTORY_ATTRIBUTES, ...mapped, ...Object.keys(profile.people)])];
  return Object.keys(attributes)
    .filter((name) => !known.includes(name))
    .map((name) =>
      unknownName([...path, name], `is no attribute of the directory that the profile ${profile.id} goes by`, {
        name,
        known,
      }),
    );
}

function combinedProblems(app: JsonObject, { profile }: ProfileKnown): DocumentProblem[] {
  const known = profile.mappings.flatMap(({ name, type }) => (type === "group" ? [name] : []));
  return listAt(app, "combined").flatMap((name, index) => {
    if (typeof name !== "string" || name === "$products" || known.includes(name)) return [];
    const message = `is no group attribute of the profile ${profile.id}`;
    return [unknownName(["app", "combined", index], message, { name, known: [...known, "$products"] })];
  });
}

/** Where the target has no products they are left out of requests, whatever they are called. */
function productProblems(document: Json, settings: JsonObject, { path, known }: Place): DocumentProblem[] {
  const { seats } = known.profile;
  if (seats?.attribute === undefined) return [];
  const ofDocument = [foundAt(document, "seats"), mappingAt(document, "run")["seats"]].flatMap((one) =>
    isObject(one) ? Object.keys(one) : [],
  );
  const names = [...seats.products.map(({ name }) => name), ...known.products, ...ofDocument, ...PLACEHOLDERS];
  const { product, products } = settings;
  const given = [
    ...(product === undefined ? [] : [{ name: product, place: [...path, "product"] }]),
    ...(isArray(products) ? products : []).map((name, index) => ({ name, place: [...path, "products", index] })),
  ];
  return given.flatMap(({ name, place }) => {
    if (typeof name !== "string" || names.includes(name)) return [];
    const message = `is no product of the profile ${known.profile.id}, which has ${names.join(", ")}`;
    return [unknownName(place, message, { name, known: names })];
  });
}

const PLACEHOLDERS: readonly string[] = ["$product", "$other-product"];
