import {
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  itemsAt,
  on,
  quoted,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, JsonObject } from "../../../src/kit/index.ts";
import { operatesAs, patchesAs, patchWith } from "./words/patch-defects.ts";
import { verifyOthersKept } from "./words/patch-effect.ts";
import { isSameValue, keepValues, keyOf, patchByFilter, valueFor, verifyValues } from "./words/patch-values.ts";

const list = defineCheck({
  id: "users.patch.replace-list",
  title: "replace of a multi-valued attribute replaces all its values",
  rule: "RFC7644-3.5.2.3-03",
  advice: "Put the new array in place of the old values when the path has no filter.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verify(await t.patch(user.path, [{ op: "replace", path: attribute, value: [fresh] }])).succeeds();
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
  advice: "Replace the values that the filter in the path matches, and leave the others as they are.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const before = await user.read();
    const fresh = valueFor(t, attribute, "new") ?? {};
    const path = filterOf`${attribute}[type eq "work"]`;
    verify(await patchByFilter(t, user, { op: "replace", path, value: fresh })).succeeds();
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
  advice: "Change the one sub-attribute in the values that the filter matches, and keep their other sub-attributes.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["addresses", "emails", "phoneNumbers"]);
    const key = keyOf(attribute);
    const fresh = valueAt(valueFor(t, attribute, "new"), key) ?? null;
    const path = filterOf`${attribute}[type eq "work"].${key}`;
    verify(await patchByFilter(t, user, { op: "replace", path, value: fresh })).succeeds();
    const changed = { ...work, [key]: fresh };
    const reply = await verifyValues(t, user, { attribute, has: [changed, home], lacks: [work] });
    const place = verify(reply).at(attribute, (item) => isSameValue(attribute, item, changed));
    for (const part of ["type", "locality", "country", "primary"]) {
      if (work[part] !== undefined) place.at(part).is(work[part]);
    }
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
      const answer = verify(await patchByFilter(t, user, operation)).status(400);
      answer.at("scimType").is("noTarget");
    }
    await verifyValues(t, user, { attribute, has: [work, home] });
  },
  defects: {
    "replace-without-match-succeeds": on("PATCH").response((r) => (r.ok ? r : new Response(null, { status: 204 }))),
    "replace-without-match-adds": patchesAs((user, [first]) => {
      const [, attribute = ""] = /^(\w+)\[.*\]$/.exec(String(first?.["path"])) ?? [];
      return attribute === ""
        ? undefined
        : { ...user, [attribute]: [...itemsAt(user, attribute), first?.["value"] ?? null] };
    }),
    "replace-without-match-is-404": on(patchWith()).answer(() => errorResponse(404, "No such value.", "noTarget")),
  },
});

/** replace of values of multi-valued attributes. */
export const patchReplaceValueChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  list,
  value,
  sub,
  noTarget,
]);

function attributeOf(operation: JsonObject): string {
  return String(operation["path"]).replace(/\[.*$/, "");
}
