import type { Json, JsonObject } from "../../scim/json.ts";
import { BASE, ENTERPRISE, GROUP, PATCH_OP, USER, ZOOMINFO } from "../server.fixture.ts";

// Requests that nobody means well with, made by chance from a seed. Nothing of it is part of the package.

/** Decides by chance; the same row of decisions for the same seed. */
export interface Dice {
  readonly isLess: (probability: number) => boolean;
  readonly int: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Fewer than so many. */
  readonly some: <T>(below: number, make: () => T) => readonly T[];
}

/** Dice by a linear congruential generator, which is good enough to mix things. */
export function createDice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    isLess: (probability) => next() < probability,
    int,
    pick: (items) => {
      const picked = items[int(items.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    some: (below, make) => Array.from({ length: int(below) }, make),
  };
}

/** What a hostile client knows: the ids of what is there. */
export interface Prey {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const NAMES: readonly string[] = [
  ..."userName displayName name emails active members groups id meta schemas password externalId addresses".split(" "),
  ..."roles x509Certificates title value type primary $ref Operations product seats email firstName lastName".split(
    " ",
  ),
  ..."products ziProduct __proto__ constructor toString hasOwnProperty a.b emails[ \0 \ud800".split(" "),
  "",
  USER,
  GROUP,
  ENTERPRISE,
  ZOOMINFO,
  PATCH_OP,
];
const TEXTS: readonly string[] = [
  ..."a A true work home \0 \ud800 \udfff\ud800 \u00e9 e\u0301 \u202e \u{1f4a5} constructor __proto__".split(" "),
  ..."2020-01-01T00:00:00Z 99999999999-01-01T00:00:00Z ==== % .. / Sales".split(" "),
  "",
  " ",
  "\r\nX: y",
  "x".repeat(300),
  USER,
  GROUP,
  ENTERPRISE,
];
const NUMBERS: readonly number[] = [0, -0, -1, 7, 0.1, 1e308, 2 ** 53 + 2, Number.MIN_VALUE];
const SEGMENTS: readonly string[] =
  "% %zz %E0%A4%A %00 %2e%2e %ff a%2Fb %ED%A0%80 __proto__ constructor // . :id".split(" ");
const BODIES: readonly string[] = [
  "",
  "{",
  "\ufeff{}",
  "[]",
  "1e99999",
  "[".repeat(50_000),
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `{"__proto__":{"schemas":["${USER}"]},"userName":"p"}`,
  `{"schemas":["${USER}"],"userName":"\\ud800"}`,
  `{"schemas":["${USER}"],"userName":"${"x".repeat(70_000)}"}`,
  `{"schemas":["${USER}"],"userName":"a","a":1e99999}`,
];
const METHODS: readonly string[] = "DELETE HEAD OPTIONS QUERY get FOO __proto__ constructor PROPFIND".split(" ");

/** A request to a SCIM endpoint or to the admin API; undefined when chance made what is no request at all. */
export function toHostileRequest(dice: Dice, prey: Prey): Request | undefined {
  const { path, kind } = placeOf(dice, prey);
  const method = methodOf(dice, path);
  const json = (): string => JSON.stringify(bodyOf(dice, method === "PATCH" ? "patch" : kind, prey));
  const body = dice.isLess(0.02) ? dice.pick(BODIES) : json();
  const hasBody = !["GET", "HEAD", "get"].includes(method);
  try {
    return new Request(`${BASE}${path}${queryOf(dice)}`, {
      method,
      headers: headersOf(dice),
      ...(hasBody && { body }),
    });
  } catch {
    return undefined;
  }
}

interface Place {
  readonly path: string;
  readonly kind: "Users" | "Groups" | "admin";
}

function placeOf({ isLess, pick }: Dice, prey: Prey): Place {
  const kind = pick<"Users" | "Groups">(["Users", "Groups"]);
  if (isLess(0.3)) return { path: `/${kind}`, kind };
  if (isLess(0.7)) {
    const ids = kind === "Users" ? prey.users : prey.groups;
    return { path: `/${kind}/${encodeURIComponent(pick(["x", ...ids]))}`, kind };
  }
  const segment = pick(SEGMENTS);
  if (isLess(0.5)) return { path: `/${pick(["Users", "Schemas", "ResourceTypes", "Bulk", ""])}/${segment}`, kind };
  return { path: `/../../admin/api/${pick(["users", "seats", "seats/buy", segment])}`, kind: "admin" };
}

function methodOf({ isLess, pick }: Dice, path: string): string {
  if (isLess(0.05)) return pick(METHODS);
  const isSingle = path.lastIndexOf("/") > 0;
  return isSingle ? pick(["PUT", "PATCH", "PATCH", "PATCH", "GET"]) : pick(["POST", "POST", "GET"]);
}

function headersOf({ isLess, pick }: Dice): Record<string, string> {
  const type = isLess(0.9) ? "application/scim+json" : pick(["", "text/plain", ";;;", "application/json;charset=x"]);
  return { "content-type": type, "content-length": "1", ...(isLess(0.02) && { "content-encoding": "br" }) };
}

function queryOf(dice: Dice): string {
  if (dice.isLess(0.7)) return "";
  const name = dice.pick(["filter", "filter", "startIndex", "count", "attributes", "excludedAttributes", "__proto__"]);
  const filter = encodeURIComponent(filterOf(dice).toWellFormed());
  return `?${name}=${dice.pick([filter, filter, "%zz%ff", "9".repeat(400), "-1", ",,", "id,x"])}`;
}

function bodyOf(dice: Dice, kind: Place["kind"] | "patch", prey: Prey): Json {
  if (dice.isLess(0.1)) return jsonOf(dice, 0);
  const members = dice.some(4, () => ({ value: dice.pick(["x", ...prey.users]) }));
  switch (kind) {
    case "patch":
      return {
        schemas: [PATCH_OP],
        Operations: [operationOf(dice, prey), ...dice.some(3, () => operationOf(dice, prey))],
      };
    case "Groups":
      return { schemas: [GROUP], displayName: "g", members };
    case "Users":
      return {
        ...objectOf(dice, 2),
        schemas: [USER],
        userName: `u${dice.int(900)}`,
        emails: dice.some(3, () => emailOf(dice)),
      };
    case "admin":
      return {
        email: `e${dice.int(99)}`,
        firstName: "f",
        lastName: "l",
        product: "Sales",
        seats: 1,
        ...objectOf(dice, 2),
      };
  }
}

function operationOf(dice: Dice, prey: Prey): JsonObject {
  const emails = dice.some(4, () => emailOf(dice));
  const members = dice.some(4, () => ({ value: dice.pick(["x", ...prey.users]) }));
  return {
    op: dice.pick(["add", "replace", "remove", "Add", "zz"]),
    ...(dice.isLess(0.8) && { path: dice.pick<Json>([pathOf(dice), "emails", "members", jsonOf(dice, 3)]) }),
    ...(dice.isLess(0.8) && { value: dice.pick<Json>([jsonOf(dice, 2), emails, members]) }),
  };
}

function pathOf(dice: Dice): string {
  const name = dice.pick(NAMES);
  const condition = conditionOf(dice);
  return dice.pick([name, `emails[${condition}].${name}`, `members[${condition}]`, `${dice.pick(NAMES)}:${name}`]);
}

function filterOf(dice: Dice): string {
  const condition = conditionOf(dice);
  const nested = `${condition} and not (${conditionOf(dice)})`;
  const valued = `${dice.pick(NAMES)}[${condition}].value eq 1`;
  return dice.pick([condition, nested, valued, "(".repeat(dice.int(200)), `a eq ${"1".repeat(400)}`, 'a eq "\\ud800"']);
}

function conditionOf(dice: Dice): string {
  const operator = dice.pick(["eq", "ne", "co", "gt", "pr", "zz"]);
  return `${dice.pick(NAMES)}${dice.pick(["", ".value"])} ${operator} ${JSON.stringify(scalarOf(dice))}`;
}

function emailOf(dice: Dice): JsonObject {
  return { value: scalarOf(dice), type: dice.pick(["work", "home"]), primary: dice.isLess(0.2) };
}

function jsonOf(dice: Dice, depth: number): Json {
  if (depth > 4 || dice.isLess(0.5)) return scalarOf(dice);
  return dice.isLess(0.4) ? dice.some(4, () => jsonOf(dice, depth + 1)) : objectOf(dice, depth + 1);
}

/** By JSON.parse, for which `__proto__` is a member like any other. */
function objectOf(dice: Dice, depth: number): JsonObject {
  const members = dice.some(5, () => `${JSON.stringify(dice.pick(NAMES))}:${JSON.stringify(jsonOf(dice, depth))}`);
  return JSON.parse(`{${members.join(",")}}`);
}

function scalarOf(dice: Dice): Json {
  return dice.pick<Json>([dice.pick(TEXTS), dice.pick(TEXTS), dice.pick(NUMBERS), dice.isLess(0.5), null]);
}
