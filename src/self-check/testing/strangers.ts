import type { FetchHandler } from "../../scim/http.ts";
import { isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { GROUP_URN, PATCH_OP_URN, USER_URN } from "../../scim/urns.ts";
import type { Random } from "./random.ts";

// Part of the test of steadiness: other people who use the target while it is checked.

/** What they do. */
export interface Strangers {
  /** So many of them, and some groups, are there before the run begins. */
  readonly settleIn: (users: number) => Promise<void>;
  /** One of them makes, changes, renames or removes somebody or a group. */
  readonly act: () => Promise<void>;
}

interface Kind {
  readonly endpoint: "/Users" | "/Groups";
  ids: readonly string[];
}

/** Strangers who write by the server's ordinary requests. */
export function createStrangers(server: FetchHandler, token: string, random: Random): Strangers {
  const [users, groups]: readonly [Kind, Kind] = [
    { endpoint: "/Users", ids: [] },
    { endpoint: "/Groups", ids: [] },
  ];
  let counter = 0;
  const call = async (method: string, path: string, body?: Json): Promise<Json> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await server(new Request(`http://target.example/scim/v2${path}`, { method, headers, ...init }));
    const text = await response.text();
    return text === "" ? null : JSON.parse(text);
  };
  const pick = ({ ids }: Kind): string => ids[Math.floor(random() * ids.length)] ?? "nobody";
  const make = async (kind: Kind): Promise<void> => {
    counter += 1;
    const body = kind === users ? userOf(counter, random) : groupOf(counter, users.ids.slice(-3));
    const made = await call("POST", kind.endpoint, body);
    if (isObject(made) && typeof made["id"] === "string") kind.ids = [...kind.ids, made["id"]];
  };
  const remove = async (kind: Kind): Promise<void> => {
    const id = pick(kind);
    kind.ids = kind.ids.filter((other) => other !== id);
    await call("DELETE", `${kind.endpoint}/${id}`);
  };
  const change = async (kind: Kind, value: Json): Promise<void> => {
    const Operations = [{ op: "replace", value }];
    await call("PATCH", `${kind.endpoint}/${pick(kind)}`, { schemas: [PATCH_OP_URN], Operations });
  };
  const steps: readonly (() => Promise<void>)[] = [
    () => make(users),
    () => remove(users),
    () => make(groups),
    () => remove(groups),
    () => change(users, { userName: `renamed${(counter += 1)}@corp.example` }),
    () => change(users, { active: random() < 0.5 }),
    () => change(groups, { displayName: `Renamed ${(counter += 1)}` }),
    () => change(groups, { members: users.ids.slice(0, 3).map((value) => ({ value })) }),
  ];
  return {
    settleIn: async (count) => {
      for (let n = 0; n < count; n += 1) await make(users);
      for (let n = 0; n < count / 20; n += 1) await make(groups);
    },
    act: async () => steps[Math.floor(random() * steps.length)]?.(),
  };
}

/** Not everybody has everything. */
function userOf(n: number, random: Random): Json {
  return {
    schemas: [USER_URN],
    userName: `employee${n}@corp.example`,
    ...(random() < 0.7 ? { name: { givenName: "Employee", familyName: `Number ${n}` } } : {}),
    ...(random() < 0.7 ? { emails: [{ value: `Employee${n}@Corp.example`, type: "work", primary: true }] } : {}),
    ...(random() < 0.5 ? { externalId: `hr-${n}`, displayName: `Employee ${n}` } : {}),
    active: random() < 0.9,
  };
}

function groupOf(n: number, ids: readonly string[]): Json {
  return { schemas: [GROUP_URN], displayName: `Team ${n}`, members: ids.map((value) => ({ value })) };
}
