import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { readJson } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { verifyList } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { picksBy, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";
import { anyOf, named, queryUsers, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const boolean = defineCheck({
  id: "query.filter.boolean",
  title: "eq on a boolean takes true and false",
  clause: rfc("RFC7644-3.4.2.2-07"),
  needs: ["filter"],
  advice: "Compare active with the literals true and false of the filter, which stand there without quotes.",
  run: async (t) => {
    const on = await t.make.user({ label: "on" });
    const off = await t.make.user({ label: "off", overrides: { active: false } });
    const [shownOn, shownOff] = [await on.read(), await off.read()];
    if (shownOn["active"] !== true || shownOff["active"] !== false) {
      t.skip("the target does not show one user with active true and one with active false");
    }
    await verifyFinds(t, filterOf`(${anyOf(on, off)}) and active eq true`, { finds: [on], misses: [off] });
    await verifyFinds(t, filterOf`(${anyOf(on, off)}) and active eq false`, { finds: [off], misses: [on] });
  },
  defects: [
    {
      name: "active-compared-as-text",
      breaks: "RFC7644-3.4.2.2-07",
      wrap: picksBy(/ and active eq (true|false)$/, () => false),
    },
    {
      name: "active-eq-false-as-unset",
      breaks: "RFC7644-3.4.2.2-07",
      wrap: readsFilterAs((filter) => filter.replace("active eq false", "not (active pr)")),
    },
    {
      name: "inactive-users-left-out-of-queries",
      breaks: "RFC7644-3.4.2.2-07",
      wrap: readsFilterAs((filter) => `(${filter}) and active eq true`),
    },
  ],
});

const defaulted = defineCheck({
  id: "query.filter.defaulted",
  title: "A filter sees the default that the server showed",
  clause: rfc("RFC7644-3.4.2.2-32"),
  needs: ["filter"],
  advice: "Store the default of active when a user is created, or apply it before the filter is evaluated.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { active: undefined } });
    if (valueAt(user.reply.body, "active") !== true) t.skip("the answer to the create shows no default for active");
    await verifyFinds(t, filterOf`${named(user)} and active eq true`, { finds: [user] });
    await verifyFinds(t, filterOf`${named(user)} and active eq false`, { misses: [user] });
  },
  defects: [
    {
      name: "filter-does-not-see-defaults",
      breaks: "RFC7644-3.4.2.2-32",
      wrap: filtersOnWhatWasSent(),
    },
  ],
});

const common = defineCheck({
  id: "query.filter.common-attributes",
  title: "id, externalId and meta.resourceType can be filtered by",
  clause: rfc("RFC7643-3-05"),
  needs: ["filter"],
  advice: "Support the common attributes in filters too; they belong to every resource, whatever its schema lists.",
  run: async (t) => {
    const externalId = `${ownText(t)}-common`;
    const user = await t.make.user({ overrides: { externalId } });
    const isKept = valueAt(await user.read(), "externalId") === externalId;
    const filters = [
      filterOf`id eq ${quoted(user.id)}`,
      ...(isKept ? [filterOf`externalId eq ${quoted(externalId)}`] : []),
      filterOf`meta.resourceType eq "User" and ${named(user)}`,
    ];
    for (const filter of filters) verifyList(await queryUsers(t, filter));
  },
  defects: [
    { name: "filter-on-id-refused", breaks: "RFC7643-3-05", wrap: refusesFilter(/^id eq/, "invalidFilter") },
    { name: "filter-on-meta-refused", breaks: "RFC7643-3-05", wrap: refusesFilter(/^meta\./, "invalidFilter") },
    {
      name: "filter-on-external-id-refused",
      breaks: "RFC7643-3-05",
      wrap: refusesFilter(/^externalId eq/, "invalidFilter"),
    },
  ],
});

/** Filters on active and on the common attributes. */
export const filterStateChecks: readonly Check[] = [boolean, defaulted, common];

/** A server whose filters see what clients sent, without the defaults that it adds when it answers. */
function filtersOnWhatWasSent(): Wrap {
  return (next) => {
    const withoutActive = new Set<unknown>();
    const blind = picksBy(
      /^userName eq "([^"]*)" and active eq true$/,
      (user, [name]) => user["userName"] === name && !withoutActive.has(name),
    );
    return async (request) => {
      const sent = request.method === "POST" ? await readJson(request) : undefined;
      if (isObject(sent) && sent["active"] === undefined) withoutActive.add(sent["userName"]);
      return blind(next)(request);
    };
  };
}
