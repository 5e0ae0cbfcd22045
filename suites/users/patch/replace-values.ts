import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { jsonEqual } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { answersPatch, operatesAs, patchesAs } from "../words/patch-defects.ts";
import { verifyOthersKept } from "../words/patch-target.ts";
import type { OwnUser } from "../words/patch-target.ts";
import { hasValue, keepValues, keyOf, skipWithoutValuePaths, valueFor, verifyValues } from "../words/patch-values.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const list = defineCheck({
  id: "users.patch.replace-list",
  title: "replace of a multi-valued attribute replaces all its values",
  clause: rfc("RFC7644-3.5.2.3-03"),
  needs: ["patch"],
  advice: "Put the new array in place of the old values when the path has no filter.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verifySuccess(await t.patch(user.path, [{ op: "replace", path: attribute, value: [fresh] }]));
    await verifyValues(t, user, { attribute, has: [fresh], lacks: [work, home] });
  },
  defects: [
    {
      name: "replace-of-a-list-appends",
      breaks: "RFC7644-3.5.2.3-03",
      wrap: operatesAs((operation) => ({ ...operation, op: "add" })),
    },
    {
      name: "replace-of-a-list-changes-its-first-value",
      breaks: "RFC7644-3.5.2.3-03",
      wrap: patchesAs((user, [first]) => {
        const attribute = String(first?.["path"]);
        const [fresh] = itemsAt(first, "value");
        return { ...user, [attribute]: [fresh ?? null, ...itemsAt(user, attribute).slice(1)] };
      }),
    },
  ],
});

const value = defineCheck({
  id: "users.patch.replace-value",
  title: "replace with a filter in the path replaces the matching value",
  clause: rfc("RFC7644-3.5.2.3-06"),
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
  defects: [
    {
      name: "replace-by-filter-replaces-all-values",
      breaks: "RFC7644-3.5.2.3-06",
      wrap: operatesAs((operation) => ({
        ...operation,
        path: attributeOf(operation),
        value: [operation["value"] ?? null],
      })),
    },
    {
      name: "replace-by-filter-adds-a-value",
      breaks: "RFC7644-3.5.2.3-06",
      wrap: operatesAs((operation) => ({
        op: "add",
        path: attributeOf(operation),
        value: [operation["value"] ?? null],
      })),
    },
    {
      name: "replace-by-filter-hits-the-other-value",
      breaks: "RFC7644-3.5.2.3-06",
      wrap: operatesAs((operation) => ({ ...operation, path: attributeOf(operation) + filterOf`[type ne "work"]` })),
    },
  ],
});

const sub = defineCheck({
  id: "users.patch.replace-value-part",
  title: "replace with a filter and a sub-attribute changes just that part of the value",
  clause: rfc("RFC7644-3.5.2.3-07"),
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
  defects: [
    {
      name: "part-of-value-changed-in-all-values",
      breaks: "RFC7644-3.5.2.3-07",
      wrap: patchesAs((user, [first]) => {
        const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
        return {
          ...user,
          [attribute]: itemsAt(user, attribute).map((item) => ({ ...item, [part]: first?.["value"] })),
        };
      }),
    },
    {
      name: "part-of-value-replaces-the-value",
      breaks: "RFC7644-3.5.2.3-07",
      wrap: patchesAs((user, [first]) => {
        const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
        const others = itemsAt(user, attribute).filter((item) => item["type"] !== "work");
        return { ...user, [attribute]: [...others, { type: "work", [part]: first?.["value"] }] };
      }),
    },
  ],
});

const noTarget = defineCheck({
  id: "users.patch.replace-no-target",
  title: "replace with a filter that matches nothing fails with 400 noTarget",
  clause: rfc("RFC7644-3.5.2.3-08"),
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
  defects: [
    {
      name: "replace-without-match-succeeds",
      breaks: "RFC7644-3.5.2.3-08",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.ok ? r : new Response(null, { status: 204 }))),
    },
    {
      name: "replace-without-match-adds",
      breaks: "RFC7644-3.5.2.3-08",
      wrap: patchesAs((user, [first]) => {
        const [, attribute = ""] = /^(\w+)\[.*\]$/.exec(String(first?.["path"])) ?? [];
        return attribute === ""
          ? undefined
          : { ...user, [attribute]: [...itemsAt(user, attribute), first?.["value"] ?? null] };
      }),
    },
    {
      name: "replace-without-match-is-404",
      breaks: "RFC7644-3.5.2.3-08",
      wrap: answersPatch(() => errorResponse(404, "No such value.", "noTarget")),
    },
  ],
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
