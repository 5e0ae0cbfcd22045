import {
  anyOf,
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  isPresent,
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
import type { Check, CheckContext, Endpoint, Filter, Reply, Wrap } from "../../../src/kit/index.ts";
import { picksBy, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";

const boolean = defineCheck({
  id: "query.filter.boolean",
  title: "The operator eq on a boolean takes true and false",
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
    "filter-on-active-dropped": readsFilterAs((filter) => filter.replace(/^(\(.*\)) and active eq \w+$/, "$1")),
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
    if (valueAt(user.reply.body, "active") !== true)
      t.skip("the target shows no default for active in its answer to the create");
    await verifyFinds(t, filterOf`${named(user)} and active eq true`, { finds: [user] });
    await verifyFinds(t, filterOf`${named(user)} and active eq false`, { misses: [user] });
  },
  defects: {
    "filter-does-not-see-defaults": filtersOnWhatWasSent(),
    "active-eq-false-matches-everybody": readsFilterAs((filter) => filter.replace(/ and active eq false$/, "")),
  },
});

const common = defineCheck({
  id: "query.filter.common-attributes",
  title: "Users and groups can be filtered by id, externalId and meta.resourceType",
  rule: "RFC7643-3-05",
  advice: "Support the common attributes in filters too; they belong to every resource, whatever its schema lists.",
  run: async (t) => {
    const externalId = `${ownText(t)}-common`;
    const user = await t.make.user({ overrides: { externalId } });
    const isKept = valueAt(await user.read(), "externalId") === externalId;
    const filters = [
      filterOf`id eq ${quoted(user.id)}`,
      ...(isKept ? [filterOf`externalId eq ${quoted(externalId)}`] : []),
      ...(await joined(t, "/Users", named(user), filterOf`meta.resourceType eq "User"`)),
    ];
    for (const filter of filters) verifyTaken(await t.query("/Users", filter));
    if (isPresent(t.capabilities.groups)) await verifyGroupFilters(t);
  },
  defects: {
    "filter-on-id-refused": refusesFilter(/^id eq/, "invalidFilter"),
    "filter-on-meta-refused": refusesFilter(/^meta\./, "invalidFilter"),
    "filter-on-external-id-refused": refusesFilter(/^externalId eq/, "invalidFilter"),
    "filter-on-group-id-refused": on("GET /Groups", {
      query: (query) => query.get("filter")?.startsWith("id ") === true,
    }).answer(() => errorResponse(400, "Groups have no attribute id.", "invalidFilter")),
  },
});

/** Filters on active and on the common attributes. */
export const filterStateChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [boolean, defaulted, common]);

async function verifyGroupFilters(t: CheckContext): Promise<void> {
  const group = await t.make.group({ label: "common" });
  const byName = filterOf`displayName eq ${quoted(group.sent.displayName)}`;
  const byType = await joined(t, "/Groups", byName, filterOf`meta.resourceType eq "Group"`);
  for (const filter of [filterOf`id eq ${quoted(group.id)}`, ...byType]) verifyTaken(await t.query("/Groups", filter));
}

/** Both filters in one, which keeps other people's resources out; none where the target takes no `and` at all. */
async function joined(t: CheckContext, endpoint: Endpoint, own: Filter, common: Filter): Promise<readonly Filter[]> {
  const isTaken = !isRefusal(await t.query(endpoint, filterOf`${own} and ${own}`));
  return isTaken ? [filterOf`${common} and ${own}`] : [];
}

/** Throws unless the filter was taken. What is answered 403, because the value is not to stand in a URL, says nothing. */
function verifyTaken(reply: Reply): void {
  if (reply.status !== 403) verify(reply).list();
}

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
