import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import type { Json } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { answersPatch, ignoresPatch, operatesAs, patchesAs } from "../words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "../words/patch-target.ts";
import { keepOneValue, keepValues, keyOf, skipWithoutValuePaths, verifyValues } from "../words/patch-values.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const value = defineCheck({
  id: "users.patch.remove-value",
  title: "remove with a filter in the path takes away the matching value only",
  clause: rfc("RFC7644-3.5.2.2-04"),
  needs: ["patch"],
  advice: "Take away the values that the filter matches and keep the others.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const before = await user.read();
    const reply = await t.patch(user.path, [{ op: "remove", path: filterOf`${attribute}[type eq "work"]` }]);
    skipWithoutValuePaths(t, reply);
    verifySuccess(reply);
    await verifyValues(t, user, { attribute, has: [home], lacks: [work] });
    await verifyOthersKept(t, user, { before, changed: [attribute] });
  },
  defects: [
    {
      name: "value-path-removes-all",
      breaks: "RFC7644-3.5.2.2-04",
      wrap: operatesAs((operation) => ({ ...operation, path: String(operation["path"]).replace(/\[.*$/, "") })),
    },
    {
      name: "value-path-removes-nothing",
      breaks: "RFC7644-3.5.2.2-04",
      wrap: ignoresPatch(([first]) => String(first?.["path"]).includes("[")),
    },
    {
      name: "value-path-removes-the-others",
      breaks: "RFC7644-3.5.2.2-04",
      wrap: operatesAs((operation) => ({ ...operation, path: String(operation["path"]).replace(" eq ", " ne ") })),
    },
  ],
});

const last = defineCheck({
  id: "users.patch.remove-last-value",
  title: "When its last value is removed an attribute has none",
  clause: rfc("RFC7644-3.5.2.2-05"),
  needs: ["patch"],
  advice:
    "Leave the attribute out, or return an empty list, when no value is left; not a list with an empty object in it.",
  run: async (t) => {
    const { user, attribute, work } = await keepOneValue(t);
    const reply = await t.patch(user.path, [{ op: "remove", path: filterOf`${attribute}[type eq "work"]` }]);
    skipWithoutValuePaths(t, reply);
    if (reply.status === 400 && valueAt(reply.body, "scimType") === "mutability") {
      t.skip(`the target wants users to have a value of ${attribute}`);
    }
    verifySuccess(reply);
    await verifyShows(t, user, { path: attribute, value: undefined });
    await verifyValues(t, user, { attribute, has: [], lacks: [work] });
    if (!isPresent(t.capabilities.filter)) return;
    const filter = filterOf`${attribute} pr and userName eq ${quoted(user.sent.userName)}`;
    const isNobody = ({ body }: Reply): boolean => itemsAt(body, "Resources").length === 0;
    const found = await t.settle(
      () => t.get(withQuery("/Users", { filter })),
      (answer) => answer.status !== 200 || isNobody(answer),
    );
    if (found.status !== 200) return;
    verifyThat(isNobody(found), found, {
      reason: `the filter ${filter} finds the user whose last value was removed`,
      expected: "no user",
      actual: "the user",
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "last-value-leaves-an-empty-object",
      breaks: "RFC7644-3.5.2.2-05",
      wrap: patchesAs((user, [first]) => ({
        ...user,
        [String(first?.["path"]).replace(/\[.*$/, "")]: [{ type: "work" }],
      })),
    },
    {
      name: "last-value-is-kept",
      breaks: "RFC7644-3.5.2.2-05",
      wrap: answersPatch((user, [first]) => {
        const attribute = String(first?.["path"]).replace(/\[.*$/, "");
        return itemsAt(user, attribute).length === 1 ? new Response(null, { status: 204 }) : undefined;
      }),
    },
  ],
});

const sub = defineCheck({
  id: "users.patch.remove-value-part",
  title: "remove with a filter and a sub-attribute takes away just that part of the value",
  clause: rfc("RFC7644-3.5.2.2-06"),
  needs: ["patch"],
  advice: "Take the one sub-attribute away from the values that the filter matches and keep the rest of them.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["addresses"]);
    if (work["locality"] === undefined) t.skip("the target keeps no addresses.locality");
    const reply = await t.patch(user.path, [{ op: "remove", path: filterOf`${attribute}[type eq "work"].locality` }]);
    skipWithoutValuePaths(t, reply);
    verifySuccess(reply);
    await verifyValues(t, user, { attribute, has: [work, home], lacks: [] });
    const itemOf = ({ body }: Reply): Json | undefined =>
      itemsAt(body, attribute).find((one) => valueAt(one, keyOf(attribute)) === work["streetAddress"]);
    const isRight = (reply: Reply): boolean =>
      (valueAt(itemOf(reply), "locality") ?? null) === null && valueAt(itemOf(reply), "type") === work["type"];
    const found = await t.settle(() => t.get(user.path), isRight);
    verifyThat(isRight(found), found, {
      reason: "the PATCH does not take away just the locality of the work address",
      expected: "the work address without its locality",
      actual: shown(itemOf(found)),
      at: `/${attribute}`,
    });
  },
  defects: [
    {
      name: "removed-part-takes-its-value-along",
      breaks: "RFC7644-3.5.2.2-06",
      wrap: operatesAs((operation) => ({ ...operation, path: String(operation["path"]).replace(/\]\..*$/, "]") })),
    },
    {
      name: "removed-part-stays",
      breaks: "RFC7644-3.5.2.2-06",
      wrap: ignoresPatch(([first]) => String(first?.["path"]).includes("].")),
    },
  ],
});

/** remove of values of multi-valued attributes. */
export const patchRemoveValueChecks: readonly Check[] = [value, last, sub];
