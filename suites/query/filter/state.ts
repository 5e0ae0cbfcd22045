import {
  canFind,
  defineCheck,
  defineFamily,
  describeRequest,
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
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, JsonObject, Made, Wrap } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyFindsAlone } from "../words/find-alone.ts";
import { supposeAnd, supposeNamed } from "../words/suppose.ts";

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
    await supposeNamed(t, active, inactive);
    await verifyFindsAlone(t, filterOf`active eq true`, active);
    await verifyFindsAlone(t, filterOf`active eq false`, inactive);
    await supposeAnd(t, active, inactive);
    await verifyFinds(t, filterOf`${named(active)} and active eq true`, { finds: [active] });
    await verifyFinds(t, filterOf`${named(active)} and active eq false`, { misses: [active] });
    // An inactive user whom no filter finds is what this check is about, too.
    await verifyFinds(t, filterOf`${named(inactive)} and active eq false`, { finds: [inactive] });
    await verifyFinds(t, filterOf`${named(inactive)} and active eq true`, { misses: [inactive] });
  },
  defects: {
    "active-alone-finds-nobody": picksBy(/^active eq \w+$/, () => false),
    "active-compared-as-text": picksBy(/ and active eq (true|false)$/, () => false),
    "active-eq-false-as-unset": readsFilterAs((filter) => filter.replace("active eq false", "not (active pr)")),
    "filter-on-active-dropped": readsFilterAs((filter) => filter.replace(/ and active eq \w+$/, "")),
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
    await supposeAnd(t, user, await t.make.user());
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
  title: "A filter by id, externalId or meta.resourceType finds the user or group, and no other",
  rule: "RFC7643-3-05",
  advice: "Support the common attributes in filters too; they belong to every resource, whatever its schema lists.",
  run: async (t) => {
    const externalId = `${ownText(t)}-common`;
    const user = await t.make.user({ overrides: { externalId } });
    const other = await t.make.user({ label: "other" });
    await supposeNamed(t, user, other);
    const isKept = valueAt(await user.read(), "externalId") === externalId;
    let judged = await countFound(t, { resource: user, other }, [
      filterOf`id eq ${quoted(user.id)}`,
      ...(isKept ? [filterOf`externalId eq ${quoted(externalId)}`] : []),
    ]);
    // Where `and` drops a side query.filter.and reports that.
    const narrows = await canFind(t, filterOf`${named(user)} and ${named(other)}`, { misses: [user, other] });
    const byResourceType = narrows ? [filterOf`meta.resourceType eq "User" and ${named(user)}`] : [];
    judged += await countFound(t, { resource: user, other }, byResourceType);
    if (narrows)
      await verifyFindsUnlessRefused(t, filterOf`meta.resourceType eq "Zsc" and ${named(user)}`, { misses: [user] });
    if (isPresent(t.capabilities.groups) && isPresent(t.capabilities.groupFilter)) {
      const group = await t.make.group({ label: "common" });
      const stranger = await t.make.group({ label: "other" });
      const byType = filterOf`meta.resourceType eq "Group" and displayName eq ${quoted(group.sent.displayName)}`;
      judged += await countFound(t, { resource: group, other: stranger }, [
        filterOf`id eq ${quoted(group.id)}`,
        ...(narrows ? [byType] : []),
      ]);
    }
    if (judged === 0) t.skip("the target refuses every filter by a common attribute");
  },
  defects: {
    "filter-on-id-finds-nobody": picksBy(/^id eq/, () => false),
    "filter-on-meta-finds-nobody": picksBy(/^meta\./, () => false),
    "filter-on-external-id-finds-nobody": picksBy(/^externalId eq/, () => false),
    "filter-on-external-id-ignored": ignoresFilter((filter) => filter.startsWith("externalId eq")),
    "filter-on-meta-dropped": readsFilterAs((filter) => filter.replace(/^meta\.resourceType eq "\w+" and /, "")),
    "filter-on-group-id-finds-nobody": on("GET /Groups", {
      query: (query) => query.get("filter")?.startsWith("id ") === true,
    }).body((body) => ({ ...body, totalResults: 0, Resources: [] })),
  },
});

/** Filters on active and on the common attributes. */
export const filterStateChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [boolean, defaulted, common]);

/**
 * Throws when one of the filters, which this resource alone matches, is taken and does not find it, or finds the other. A
 * server need not support every attribute in filters (RFC 7644 table 9, invalidFilter): a refusal is a remark. Gives how
 * many were taken.
 */
async function countFound(
  t: CheckContext,
  { resource, other }: { readonly resource: Made<JsonObject>; readonly other: Made<JsonObject> },
  filters: readonly Filter[],
): Promise<number> {
  const endpoint = resource.path.startsWith("/Groups") ? "/Groups" : "/Users";
  let taken = 0;
  for (const filter of filters) {
    const reply = await t.eventually(
      () => t.query(endpoint, filter),
      (found) => {
        if (isRefusal(found)) return found;
        verify(found, { although: "it matches" }).lists(resource);
        verify(found, { although: "it does not match" }).doesNotList(other);
        return found;
      },
    );
    if (isRefusal(reply)) t.note(reply, `${describeRequest(reply)} refuses a filter by a common attribute`);
    else taken += 1;
  }
  return taken;
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
