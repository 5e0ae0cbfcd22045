import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  isArray,
  isObject,
  isSuccess,
  itemsAt,
  on,
  quoted,
  readBack,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject } from "../../../src/kit/index.ts";
import {
  changesRefused,
  givesList,
  operatesAs,
  operation,
  patchesAs,
  patchWith,
  showsPatched,
} from "./words/patch-defects.ts";
import { verifyOthersKept } from "./words/patch-effect.ts";
import { patchUser, skipUnlessPatched } from "./words/patch-target.ts";
import {
  isSameValue,
  keepValues,
  keyOf,
  patchByFilter,
  valueFor,
  verifyValues,
  verifyValuesStay,
} from "./words/patch-values.ts";

const list = defineCheck({
  id: "users.patch.replace-list",
  title: "replace of a multi-valued attribute replaces all its values",
  rule: "RFC7644-3.5.2.3-03",
  advice: "Put the new array in place of the old values when the path has no filter.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verify(await patchUser(t, user, [{ op: "replace", path: attribute, value: [fresh] }])).succeeds();
    await verifyValues(t, user, { attribute, has: [fresh], lacks: [work, home], seen });
  },
  also: ["replace-by-path-refused"],
  defects: {
    "replace-of-emails-appends": operatesAs((operation) =>
      operation["path"] === "emails" ? { ...operation, op: "add" } : operation,
    ),
    "replace-of-a-list-appends": operatesAs((operation) => ({ ...operation, op: "add" })),
    "replace-of-a-list-changes-its-first-value": patchesAs((user, [first]) => {
      const attribute = String(first?.["path"]);
      const [fresh] = itemsAt(first, "value");
      return { ...user, [attribute]: [fresh ?? null, ...itemsAt(user, attribute).slice(1)] };
    }, givesList("replace")),
  },
});

const listWithoutPath = defineCheck({
  id: "users.patch.replace-list-without-path",
  title: "replace without path replaces all values of a multi-valued attribute",
  rule: "RFC7644-3.5.2.3-01",
  advice: "Put an array in the value object in place of the old values, as replace with a path does.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const sent = [valueFor(t, attribute, "work") ?? {}, valueFor(t, attribute, "home") ?? {}];
    await skipUnlessPatched(t, user, [{ op: "replace", path: attribute, value: sent }]);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verify(await patchUser(t, user, [{ op: "replace", value: { [attribute]: [fresh] } }])).succeeds();
    await verifyValues(t, user, { attribute, has: [fresh], lacks: [work, home], seen });
  },
  defects: {
    "replace-without-path-appends-to-lists": operatesAs((operation) =>
      operation["path"] === undefined ? { ...operation, op: "add" } : operation,
    ),
    "replace-without-path-refuses-lists": on(
      patchWith(([first]) => isArray(Object.values(first?.["value"] ?? {})[0])),
    ).answer(() => errorResponse(400, "Lists are replaced by path.", "invalidValue")),
  },
});

const value = defineCheck({
  id: "users.patch.replace-value",
  title: "replace with a filter in the path replaces the matching value",
  rule: "RFC7644-3.5.2.3-06",
  advice: "Replace the values that the filter in the path matches, and leave the others as they are.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const before = await readBack(t, user.path);
    const fresh = valueFor(t, attribute, "new") ?? {};
    const path = filterOf`${attribute}[type eq "work"]`;
    verify(await patchByFilter(t, user, { op: "replace", path, value: fresh })).succeeds();
    await verifyValues(t, user, { attribute, has: [fresh, home], lacks: [work], seen });
    await verifyOthersKept(t, user, { before, changed: [attribute] });
  },
  defects: {
    "values-patched-by-filter-drop-the-name": showsPatched(
      (user) => without(user, "name"),
      ([first]) => String(first?.["path"]).endsWith("]"),
    ),
    "replace-by-filter-refused": on(
      patchWith(([first]) => first?.["op"] === "replace" && String(first["path"]).includes("[")),
    ).answer(() => errorResponse(400, "Values cannot be replaced one by one.", "invalidValue")),
    "replace-by-filter-replaces-all-values": operatesAs(
      (operation) => ({
        ...operation,
        path: attributeOf(operation),
        value: [operation["value"] ?? null],
      }),
      operation("replace", "filter"),
    ),
    "replace-by-filter-adds-a-value": operatesAs((one) => ({
      op: "add",
      path: attributeOf(one),
      value: [one["value"] ?? null],
    })),
    "replace-by-filter-hits-the-other-value": operatesAs(
      (one) => ({
        ...one,
        path: attributeOf(one) + filterOf`[type ne "work"]`,
      }),
      operation("replace", "filter"),
    ),
  },
});

const sub = defineCheck({
  id: "users.patch.replace-value-part",
  title: "replace with a filter and a sub-attribute changes just that part of the value",
  rule: "RFC7644-3.5.2.3-07",
  advice: "Change the one sub-attribute in the values that the filter matches, and keep their other sub-attributes.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t, ["addresses", "emails", "phoneNumbers"]);
    const key = keyOf(attribute);
    const fresh = valueAt(valueFor(t, attribute, "new"), key) ?? null;
    const path = filterOf`${attribute}[type eq "work"].${key}`;
    verify(await patchByFilter(t, user, { op: "replace", path, value: fresh })).succeeds();
    const changed = { ...work, [key]: fresh };
    const reply = await verifyValues(t, user, { attribute, has: [changed, home], lacks: [work], seen });
    const place = verify(reply).at(attribute, (item) => isSameValue(attribute, item, changed));
    for (const part of ["type", "locality", "country", "primary"]) {
      if (work[part] !== undefined) place.at(part).is(work[part]);
    }
  },
  also: ["replace-by-filter-refused"],
  defects: {
    "part-of-value-changed-in-all-values": patchesAs(
      (user, [first]) => {
        const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
        return {
          ...user,
          [attribute]: itemsAt(user, attribute).map((item) => ({ ...item, [part]: first?.["value"] })),
        };
      },
      operation("replace", "part"),
    ),
    "part-of-value-replaces-the-value": patchesAs(
      (user, [first]) => {
        const [, attribute = "", part = ""] = /^(\w+)\[.*\]\.(\w+)$/.exec(String(first?.["path"])) ?? [];
        const others = itemsAt(user, attribute).filter((item) => item["type"] !== "work");
        return { ...user, [attribute]: [...others, { type: "work", [part]: first?.["value"] }] };
      },
      operation("replace", "part"),
    ),
  },
});

const noTarget = defineCheck({
  id: "users.patch.replace-no-target",
  title: "replace with a filter that matches nothing fails with 400 noTarget",
  rule: "RFC7644-3.5.2.3-08",
  advice: "Refuse a replace whose filter matches no value with 400 and scimType noTarget; do not add the value.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const key = keyOf(attribute);
    const selecting = (value: Json | undefined): string => filterOf`${attribute}[${key} eq ${quoted(value ?? null)}]`;
    // A filter that matches: a target that does not know such paths has another reason to refuse those below.
    const known = `${selecting(valueAt(work, key))}.${key}`;
    const matching = await patchByFilter(t, user, { op: "replace", path: known, value: valueAt(work, key) ?? null });
    if (!isSuccess(matching)) t.skip(`the target answers ${describeOutcome(matching)} also where the filter matches`);
    const nobody = selecting(valueAt(valueFor(t, attribute, "none"), key));
    for (const operation of [
      { op: "replace", path: nobody, value: { ...valueFor(t, attribute, "new") } },
      { op: "replace", path: `${nobody}.type`, value: "home" },
    ]) {
      verify(await t.patch(user.path, [operation]))
        .status(400)
        .at("scimType")
        .is("noTarget");
      await verifyValuesStay(t, user, { attribute, has: [work, home], seen });
    }
  },
  defects: {
    "replace-without-match-succeeds": on("PATCH").response((r) => (r.ok ? r : new Response(null, { status: 204 }))),
    "replace-without-match-adds": patchesAs((user, [first]) => {
      const [, attribute = ""] = /^(\w+)\[.*\]$/.exec(String(first?.["path"])) ?? [];
      const fresh = isObject(first?.["value"]) ? without(first["value"], "primary") : {};
      return attribute === "" ? undefined : { ...user, [attribute]: [...itemsAt(user, attribute), fresh] };
    }),
    "replace-of-a-part-without-match-succeeds": on(
      patchWith(([first]) => String(first?.["path"]).endsWith("].type")),
    ).answer(() => new Response(null, { status: 204 })),
    "replace-without-match-is-404": on("PATCH").response((r) =>
      r.ok ? r : errorResponse(404, "No such value.", "noTarget"),
    ),
    "replace-without-match-is-an-invalid-path": on("PATCH").response((r) =>
      r.ok ? r : errorResponse(400, "No such value.", "invalidPath"),
    ),
    "replace-without-match-refused-but-carried-out": changesRefused(
      ([first]) => String(first?.["path"]).includes("["),
      (user) => ({ ...user, emails: itemsAt(user, "emails").slice(1) }),
    ),
  },
});

/** replace of values of multi-valued attributes. */
export const patchReplaceValueChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  list,
  listWithoutPath,
  value,
  sub,
  noTarget,
]);

function attributeOf(operation: JsonObject): string {
  return String(operation["path"]).replace(/\[.*$/, "");
}
