import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { GROUPS, USERS, group, user } from "./patch.fixture.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { defineAttribute } from "../schema/schema.ts";

// RFC 7644 section 3.5.2: operations are applied one after the other. A PATCH keeps its lists and what it knows of them
// from one operation to the next; that must not show, so that many operations in one PATCH have to come to the same as
// one PATCH for each.

const TAGS = "urn:example:tags:1.0";
const TAGGED: ResourceSchema = {
  core: USERS.core,
  extensions: [
    ...USERS.extensions,
    {
      required: false,
      schema: {
        id: TAGS,
        name: "Tags",
        description: "Tags",
        attributes: [
          defineAttribute({ name: "tags", multiValued: true }),
          defineAttribute({ name: "title" }),
          defineAttribute({
            name: "days",
            type: "complex",
            multiValued: true,
            subAttributes: [
              defineAttribute({ name: "value", type: "dateTime" }),
              defineAttribute({ name: "note", required: true }),
            ],
          }),
        ],
      },
    },
  ],
};
const VALUES = ["a", "A", "b", "c\u0327", "\u00e7", "d"] as const;
const TYPES = ["work", "home", "Work"] as const;

/** Numbers from 0 below `below`, the same row for the same seed. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Dice = ReturnType<typeof createDice>;
type Maker = (dice: Dice) => PatchOperation;

const pick = <T>(dice: Dice, items: readonly [T, ...T[]]): T => items[dice(items.length)] ?? items[0];
const text = (dice: Dice): string => pick(dice, VALUES);
const type = (dice: Dice): string => pick(dice, TYPES);
const email = (dice: Dice): JsonObject => ({
  value: text(dice),
  ...(dice(3) > 0 && { type: type(dice) }),
  ...(dice(4) === 0 && { primary: true }),
  ...(dice(4) === 0 && { display: text(dice) }),
});
const several = (dice: Dice, make: (dice: Dice) => Json): Json => Array.from({ length: dice(4) }, () => make(dice));

const ON_USERS: readonly Maker[] = [
  (dice) => ({ op: "add", path: "emails", value: several(dice, email) }),
  (dice) => ({ op: "add", path: "emails", value: email(dice) }),
  (dice) => ({ op: "replace", path: "emails", value: several(dice, email) }),
  (dice) => ({ op: "add", path: `emails[type eq "${type(dice)}"].value`, value: text(dice) }),
  (dice) => ({ op: "replace", path: `emails[value eq "${text(dice)}"].type`, value: type(dice) }),
  (dice) => ({
    op: "replace",
    path: `emails[type eq "${type(dice)}" and value eq "${text(dice)}"]`,
    value: email(dice),
  }),
  (dice) => ({ op: "replace", path: `emails[value eq "${text(dice)}"].primary`, value: dice(2) === 0 }),
  (dice) => ({ op: "replace", path: "emails.display", value: text(dice) }),
  (dice) => ({ op: "remove", path: `emails[value eq "${text(dice)}"]` }),
  (dice) => ({ op: "remove", path: `emails[not (type pr) or value sw "${text(dice)}"].type` }),
  (dice) => ({ op: "remove", path: "emails", value: several(dice, (d) => ({ value: text(d) })) }),
  (dice) => ({ op: "remove", path: "emails", value: [{ type: type(dice) }, { type: type(dice), primary: true }] }),
  (dice) => ({ op: "remove", path: pick(dice, ["emails", `${TAGS}:tags`, TAGS, "emails.display"]) }),
  (dice) => ({ op: "add", path: `${TAGS}:tags`, value: several(dice, text) }),
  (dice) => ({ op: "remove", path: `${TAGS}:tags[value eq "${text(dice)}"]` }),
  (dice) => ({ op: "add", path: TAGS, value: { tags: several(dice, text), title: text(dice) } }),
  (dice) => ({ op: "remove", path: `schemas[value eq "${TAGS}"]`, value: text(dice) }),
  () => ({ op: "add", path: `${TAGS}:days`, value: [{ value: "2020-01-01T00:00:00Z", note: "n" }] }),
  () => ({ op: "replace", path: `${TAGS}:days[value eq "2020-01-01T01:00:00+01:00"].note`, value: "m" }),
  (dice) => ({ op: "replace", path: "title", value: text(dice) }),
];
const ON_GROUPS: readonly Maker[] = [
  (dice) => ({ op: "add", path: "members", value: several(dice, (d) => ({ value: text(d) })) }),
  (dice) => ({ op: "add", path: "members", value: { value: text(dice), display: text(dice) } }),
  (dice) => ({ op: "remove", path: `members[value eq "${text(dice)}"]` }),
  (dice) => ({ op: "remove", path: "members", value: several(dice, (d) => ({ value: text(d) })) }),
  (dice) => ({ op: "replace", path: "members", value: several(dice, (d) => ({ value: text(d) })) }),
  (dice) => ({ op: "replace", path: `members[display eq "${text(dice)}"].display`, value: text(dice) }),
  (dice) => ({ op: "replace", path: "displayName", value: text(dice) }),
];

/** The resource after operations, or the refusal of the first that is refused. */
function attempt(patch: () => JsonObject): JsonObject | string {
  try {
    return patch();
  } catch (error) {
    return String(error);
  }
}

interface Given {
  readonly what: string;
  readonly resource: JsonObject;
  readonly schema: ResourceSchema;
  readonly makers: readonly Maker[];
}

describe("operations one after the other", () => {
  it.each<Given>([
    { what: "a user", resource: user(), schema: TAGGED, makers: ON_USERS },
    { what: "a group", resource: group(), schema: GROUPS, makers: ON_GROUPS },
  ])("come to the same in one PATCH as in one each, for $what", ({ resource, schema, makers }) => {
    const dice = createDice(7);
    const differing: (readonly PatchOperation[])[] = [];
    let changed = 0;
    for (let round = 0; round < 150; round += 1) {
      const operations: PatchOperation[] = [];
      let stepwise = resource;
      while (operations.length < 12) {
        const operation = (makers[dice(makers.length)] ?? ON_USERS[0])?.(dice);
        if (operation === undefined) break;
        const next = attempt(() => applyPatch(stepwise, [operation], schema));
        // What is refused by itself is refused in company too, and everything with it.
        const together = attempt(() => applyPatch(resource, [...operations, operation], schema));
        if (JSON.stringify(together) !== JSON.stringify(next)) differing.push([...operations, operation]);
        if (typeof next === "string") continue;
        if (next !== stepwise) changed += 1;
        operations.push(operation);
        stepwise = next;
      }
    }
    expect(differing).toEqual([]);
    expect(changed).toBeGreaterThan(500);
  });
});

describe("a failing operation", () => {
  it("leaves the values given to it as they were, however many went before", () => {
    const before = user({ emails: [{ value: "a", type: "work", primary: true }] });
    const copy = JSON.stringify(before);
    const operations: readonly PatchOperation[] = [
      { op: "replace", path: 'emails[value eq "a"].display', value: "A" },
      { op: "add", path: "emails", value: [{ value: "b", primary: true }] },
      { op: "remove", path: 'emails[value eq "a"]' },
      { op: "replace", path: 'emails[value eq "absent"].type', value: "x" },
    ];
    expect(() => applyPatch(before, operations, USERS)).toThrow(expect.objectContaining({ scimType: "noTarget" }));
    expect(JSON.stringify(before)).toBe(copy);
  });
});
