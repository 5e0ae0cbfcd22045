import {
  defineCheck,
  changePut,
  errorResponse,
  idOf,
  isArray,
  isObject,
  itemsAt,
  on,
  textOf,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply } from "../../src/kit/index.ts";
import { ENTITLEMENT_GUIDE, entitlementRule } from "./words/entitlement-rule.ts";
import { entitlementTypes, resourcesOfType } from "./words/entitlement-types.ts";

const USER = /\/Users\/[^/]+$/;

const given = defineCheck({
  id: "okta-entitlements.users.given",
  title: "A user who is given a role or an entitlement of the target's own list shows it",
  rule: entitlementRule({
    id: "OKTA-entitlement-users-01",
    url: ENTITLEMENT_GUIDE,
    requirement:
      "Okta pushes roles and entitlements with the user, by the id that the endpoint lists, and reads them back at an import.",
  }),
  advice:
    "Take roles and entitlements with the user's PUT, by the id of your own list in value, and show them in GET and in lists.",
  run: async (t) => {
    const user = await t.make.user();
    const gifts = await firstOfEach(t);
    verify(await t.put(user.path, { ...(await user.read()), ...toAttributes(gifts) })).succeeds();
    await t.eventually(
      () => t.get(user.path),
      (reply) => verifyGiven(reply, gifts),
    );
  },
  defects: {
    "put-with-roles-is-refused": on("PUT /Users/:id", { body: hasRoles }).response(() =>
      errorResponse(400, "roles are not supported", "invalidValue"),
    ),
    "put-drops-roles": changePut(USER, (sent) => without(sent, "roles")),
    "put-drops-entitlements": changePut(USER, (sent) => without(sent, "entitlements")),
    "put-gives-another-role": changePut(USER, (sent) =>
      hasRoles(sent) ? { ...sent, roles: [{ value: "reader-2" }] } : sent,
    ),
  },
});

const taken = defineCheck({
  id: "okta-entitlements.users.taken-away",
  title: "A role or an entitlement that a PUT leaves out of its list is taken away",
  rule: entitlementRule({
    id: "OKTA-entitlement-users-02",
    url: ENTITLEMENT_GUIDE,
    requirement: "When a role or an entitlement is taken away in Okta, the pushed user carries it no more.",
  }),
  advice: "Replace the user's roles and entitlements by what a PUT sends; do not add it to what was there.",
  run: async (t) => {
    const user = await t.make.user();
    const gifts = await firstOfEach(t);
    await supposeGiven(t, user, gifts);
    const emptied = Object.fromEntries(Object.keys(toAttributes(gifts)).map((name) => [name, []]));
    verify(await t.put(user.path, { ...(await user.read()), ...emptied })).succeeds();
    await t.eventually(
      () => t.get(user.path),
      (reply) => {
        for (const { attribute, value } of gifts) {
          verify(reply)
            .at(attribute)
            .holds(`no ${value}`, (values) => !hasValue(values, value));
        }
      },
    );
  },
  defects: {
    "put-keeps-roles-that-were": changePut(USER, (sent, current) => ({
      ...sent,
      roles: joined(current, sent, "roles"),
    })),
    "put-keeps-entitlements-that-were": changePut(USER, (sent, current) => ({
      ...sent,
      entitlements: joined(current, sent, "entitlements"),
    })),
  },
});

/** One thing that a user is given. */
interface Gift {
  readonly attribute: "roles" | "entitlements";
  readonly value: string;
  readonly element: JsonObject;
}

/** The first resource of each type, as Okta writes it. */
async function firstOfEach(t: CheckContext): Promise<readonly Gift[]> {
  const gifts: Gift[] = [];
  for (const type of entitlementTypes(t)) {
    const { items } = await resourcesOfType(t, type);
    const value = idOf(items[0]);
    const display = items[0] === undefined ? undefined : textOf(items[0], "displayName");
    if (value === undefined) continue;
    const element = {
      value,
      ...(display === undefined ? {} : { display }),
      ...(type.isRole ? {} : { type: type.name }),
    };
    gifts.push({ attribute: type.isRole ? "roles" : "entitlements", value, element });
  }
  return gifts.length > 0 ? gifts : t.skip("no resource of the target's lists has an id");
}

function toAttributes(gifts: readonly Gift[]): Readonly<Record<string, readonly JsonObject[]>> {
  const named = Map.groupBy(gifts, ({ attribute }) => attribute);
  return Object.fromEntries([...named].map(([name, given]) => [name, given.map(({ element }) => element)]));
}

async function supposeGiven(t: CheckContext, user: OwnUser, gifts: readonly Gift[]): Promise<void> {
  await t.put(user.path, { ...(await user.read()), ...toAttributes(gifts) });
  await t.supposing(
    "okta-entitlements.users.given",
    () => t.get(user.path),
    (reply) => verifyGiven(reply, gifts),
  );
}

function verifyGiven(reply: Reply, gifts: readonly Gift[]): void {
  for (const { attribute, value } of gifts) {
    verify(reply)
      .at(attribute)
      .holds(`a list with ${value}`, (values) => hasValue(values, value));
  }
}

function hasValue(values: Json | undefined, wanted: string): boolean {
  return (
    isArray(values) &&
    values.some((item) => isObject(item) && (item["value"] === wanted || idOf({ id: item["value"] }) === wanted))
  );
}

function hasRoles(body: Json): boolean {
  return itemsAt(body, "roles").length > 0;
}

function joined(current: JsonObject, sent: JsonObject, name: string): readonly JsonObject[] {
  return itemsAt(sent, name).length > 0 ? itemsAt(sent, name) : itemsAt(current, name);
}

/** What Okta needs of the users who hold roles and entitlements. */
export const entitlementUserChecks: readonly Check[] = [given, taken];
