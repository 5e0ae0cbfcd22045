import {
  defineCheck,
  describeRequest,
  errorResponse,
  filterOf,
  itemsAt,
  jsonEqual,
  on,
  quoted,
  shown,
  valueAt,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject } from "../../../src/kit/index.ts";
import { verifyStatus, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { answersPatch, operatesAs, patchesAs } from "../words/patch-defects.ts";
import { verifyOthersKept } from "../words/patch-target.ts";
import type { OwnUser } from "../words/patch-target.ts";
import { hasValue, keepValues, keyOf, skipWithoutValuePaths, valueFor, verifyValues } from "../words/patch-values.ts";

const list = defineCheck({
  id: "users.patch.replace-list",
  title: "replace of a multi-valued attribute replaces all its values",
  rule: "RFC7644-3.5.2.3-03",
  needs: ["patch"],
  advice: "Put the new array in place of the old values when the path has no filter.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verifySuccess(await t.patch(user.path, [{ op: "replace", path: attribute, value: [fresh] }]));
    await verifyValues(t, user, { attribute, has: [fresh], lacks: [work, home] });
  },
  defects: {
    "replace-of-a-list-appends": operatesAs((operation) => ({ ...operation, op: "add" })),
    "replace-of-a-list-changes-its-first-value": patchesAs((user, [first]) => {
      const attribute = String(first?.["path"]);
      const [fresh] = itemsAt(first, "value");
      return { ...user, [attribute]: [fresh ?? null, ...itemsAt(user, attribute).slice(1)] };
    }),
  },
});

const value = defineCheck({
  id: "users.patch.replace-value",
  title: "replace with a filter in the path replaces the matching value",
  rule: "RFC7644-3.5.2.3-06",
  needs: ["patch"],
  advice: "Replace the values that the filter in the path matches, and leave the others as they are.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const before = await user.read();
    const fresh = valueFor(t, attribute, "new") ?? {};
    const reply = await t.patch(user.path, [
      { op: "replace", path: filterOf`${attribute}[type eq "work"]`, value: fresh },
    ]);
    skipWithoutValuePaths(t, reply);
    verifySuccess(reply);
    await verifyValues(t, user, { attribute, has: [fresh, home], lacks: [work] });
    await verifyOthersKept(t, user, { before, changed: [attribute] });
  },
  defects: {
    "replace-by-filter-replaces-all-values": operatesAs((operation) => ({
      ...operation,
      path: attributeOf(operation),
      value: [operation["value"] ?? null],
    })),
    "replace-by-filter-adds-a-value": operatesAs((operation) => ({
      op: "add",
      path: attributeOf(operation),
      value: [operation["value"] ?? null],
    })),
    "replace-by-filter-hits-the-other-value": operatesAs((operation) => ({
      ...operation,
      path: attributeOf(operation) + filterOf`[type ne "work"]`,
    })),
  },
});

const sub = defineCheck({
  id: "users.patch.replace-value-part",
  title: "replace with a filter and a sub-attribute changes just that part of the value",
  rule: "RFC7644-3.5.2.3-07",
  needs: ["patch"],
  advice: "Change the one sub-attribute in the values that the filter matches, and keep their other sub-attributes.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["addresses", "emails", "phoneNumbers"]);
    const key = keyOf(attribute);
    const fresh = valueAt(valueFor(t, attribute, "new"), key) ?? null;
    const reply = await t.patch(user.path, [
      { op: "replace", path: filterOf`${attribute}[type eq "work"].${key}`, value: fresh },
    ]);
    skipWithoutValuePaths(t, reply);
    verifySuccess(reply);
    const changed = { ...work, [key]: fresh };
    await verifyValues(t, user, { attribute, has: [changed, home], lacks: [work] });
    await verifyParts(t, user, { attribute, value: changed, parts: ["type", "locality", "country", "primary"] });
  },
  defects: {
    "part-of-value-changed-in-all-values": patchesAs((user, [first]) => {
      const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
      return {
        ...user,
        [attribute]: itemsAt(user, attribute).map((item) => ({ ...item, [part]: first?.["value"] })),
      };
    }),
    "part-of-value-replaces-the-value": patchesAs((user, [first]) => {
      const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
      const others = itemsAt(user, attribute).filter((item) => item["type"] !== "work");
      return { ...user, [attribute]: [...others, { type: "work", [part]: first?.["value"] }] };
    }),
  },
});

const noTarget = defineCheck({
  id: "users.patch.replace-no-target",
  title: "replace with a filter that matches nothing fails with 400 noTarget",
  rule: "RFC7644-3.5.2.3-08",
  needs: ["patch"],
  advice: "Refuse a replace whose filter matches no value with 400 and scimType noTarget; do not add the value.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const key = keyOf(attribute);
    const nobody = valueAt(valueFor(t, attribute, "none"), key) ?? null;
    const filter = filterOf`${attribute}[${key} eq ${quoted(nobody)}]`;
    for (const operation of [
      { op: "replace", path: filter, value: { ...valueFor(t, attribute, "new") } },
      { op: "replace", path: `${filter}.type`, value: "other" },
    ]) {
      const reply = await t.patch(user.path, [operation]);
      skipWithoutValuePaths(t, reply);
      verifyStatus(reply, 400);
      const scimType = valueAt(reply.body, "scimType");
      verifyThat(scimType === "noTarget", reply, {
        reason: `${describeRequest(reply)} is refused without scimType noTarget`,
        expected: '"noTarget"',
        actual: shown(scimType),
        at: "/scimType",
      });
    }
    await verifyValues(t, user, { attribute, has: [work, home], lacks: [] });
  },
  defects: {
    "replace-without-match-succeeds": on("PATCH").response((r) => (r.ok ? r : new Response(null, { status: 204 }))),
    "replace-without-match-adds": patchesAs((user, [first]) => {
      const [, attribute = ""] = /^(\w+)\[.*\]$/.exec(String(first?.["path"])) ?? [];
      return attribute === ""
        ? undefined
        : { ...user, [attribute]: [...itemsAt(user, attribute), first?.["value"] ?? null] };
    }),
    "replace-without-match-is-404": answersPatch(() => errorResponse(404, "No such value.", "noTarget")),
  },
});

/** replace of values of multi-valued attributes. */
export const patchReplaceValueChecks: readonly Check[] = [list, value, sub, noTarget];

interface ExpectedParts {
  readonly attribute: string;
  readonly value: JsonObject;
  readonly parts: readonly string[];
}

/** Throws unless the value has these parts as it had them. */
async function verifyParts(t: CheckContext, user: OwnUser, { attribute, value, parts }: ExpectedParts): Promise<void> {
  const reply = await t.get(user.path);
  const found = itemsAt(reply.body, attribute).find((item) => hasValue({ [attribute]: [item] }, attribute, value));
  const lost = parts.find((part) => value[part] !== undefined && !jsonEqual(valueAt(found, part), value[part]));
  verifyThat(lost === undefined, reply, {
    reason: `the PATCH changes ${attribute}.${lost ?? ""}, which it does not name`,
    expected: shown(value[lost ?? ""]),
    actual: shown(valueAt(found, lost ?? "")),
    at: `/${attribute}`,
  });
}

function attributeOf(operation: JsonObject): string {
  return String(operation["path"]).replace(/\[.*$/, "");
}
