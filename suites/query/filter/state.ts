import {
  anyOf,
  defineCheck,
  defineFamily,
  filterOf,
  isRefusal,
  named,
  on,
  ownText,
  quoted,
  remembering,
  valueAt,
  verify,
  verifyFinds,
} from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { picksBy, readsFilterAs } from "../words/filter-defects.ts";

const boolean = defineCheck({
  id: "query.filter.boolean",
  title: "eq on a boolean takes true and false",
  rule: "RFC7644-3.4.2.2-07",
  advice: "Compare active with the literals true and false of the filter, which stand there without quotes.",
  run: async (t) => {
    const active = await t.make.user({ label: "on" });
    const inactive = await t.make.user({ label: "off", overrides: { active: false } });
    const [shownActive, shownInactive] = [await active.read(), await inactive.read()];
    if (shownActive["active"] !== true || shownInactive["active"] !== false) {
      t.skip("the target does not show one user with active true and one with active false");
    }
    const both = anyOf(active, inactive);
    await verifyFinds(t, filterOf`(${both}) and active eq true`, { finds: [active], misses: [inactive] });
    await verifyFinds(t, filterOf`(${both}) and active eq false`, { finds: [inactive], misses: [active] });
  },
  defects: {
    "active-compared-as-text": picksBy(/ and active eq (true|false)$/, () => false),
    "active-eq-false-as-unset": readsFilterAs((filter) => filter.replace("active eq false", "not (active pr)")),
    "inactive-users-left-out-of-queries": readsFilterAs((filter) => `(${filter}) and active eq true`),
  },
});

const defaulted = defineCheck({
  id: "query.filter.defaulted",
  title: "A filter sees the default that the server showed",
  rule: "RFC7644-3.4.2.2-32",
  advice: "Store the default of active when a user is created, or apply it before the filter is evaluated.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { active: undefined } });
    if (valueAt(user.reply.body, "active") !== true) t.skip("the answer to the create shows no default for active");
    await verifyFinds(t, filterOf`${named(user)} and active eq true`, { finds: [user] });
    await verifyFinds(t, filterOf`${named(user)} and active eq false`, { misses: [user] });
  },
  defects: {
    "filter-does-not-see-defaults": filtersOnWhatWasSent(),
  },
});

const common = defineCheck({
  id: "query.filter.common-attributes",
  title: "A filter by id, externalId or meta.resourceType finds the user",
  rule: "RFC7643-3-05",
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
    let isJudged = false;
    for (const filter of filters) {
      await t.eventually(
        () => t.query("/Users", filter),
        (reply) => {
          // A server need not support every attribute in filters (RFC 7644 table 9, invalidFilter).
          if (isRefusal(reply)) return;
          isJudged = true;
          verify(reply, { although: `${filter} matches` }).lists(user);
        },
      );
    }
    if (!isJudged) t.skip("the target refuses every filter by a common attribute");
  },
  defects: {
    "filter-on-id-finds-nobody": picksBy(/^id eq/, () => false),
    "filter-on-meta-finds-nobody": picksBy(/^meta\./, () => false),
    "filter-on-external-id-finds-nobody": picksBy(/^externalId eq/, () => false),
  },
});

/** Filters on active and on the common attributes. */
export const filterStateChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [boolean, defaulted, common]);

/** A server whose filters see what clients sent, without the defaults that it adds when it answers. */
function filtersOnWhatWasSent(): Wrap {
  return remembering(() => {
    const withoutActive = new Set<unknown>();
    const blind = picksBy(
      /^userName eq "([^"]*)" and active eq true$/,
      (user, [name]) => user["userName"] === name && !withoutActive.has(name),
    );
    const remember = on("POST").sent((user) => {
      if (user["active"] === undefined) withoutActive.add(user["userName"]);
      return user;
    });
    return (next) => remember(blind(next));
  });
}
