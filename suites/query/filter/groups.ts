import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyList, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import type { Filter } from "../../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { isRefusal } from "../../../src/kit/reading/find-users.ts";
import { findsCrowd } from "../../../src/kit/reading/finds-crowd.ts";

const byName = defineCheck({
  id: "query.filter.group-name",
  title: 'displayName eq "..." answers the group of that name and no other',
  clause: rfc("RFC7644-3.4.2.2-41"),
  needs: ["filter", "groups"],
  blocks: ["group-push"],
  advice:
    "Filter groups like users and compare the whole displayName; Okta looks for a group this way before it pushes one.",
  run: async (t) => {
    const team = await t.make.group({ label: "team" });
    const name = team.sent.displayName;
    const longer = await t.make.group({ label: "longer", overrides: { displayName: `${name}-test` } });
    const filter = filterOf`displayName eq ${quoted(name)}`;
    const reply = await t.settle(
      () => queryGroups(t, filter),
      (r) => isRefusal(r) || idsIn(r).includes(team.id),
    );
    if (isRefusal(reply)) t.skip(`the target refuses to filter groups by displayName (${describeOutcome(reply)})`);
    const { resources } = verifyList(reply);
    verifyThat(idsIn(reply).includes(team.id) && !idsIn(reply).includes(longer.id), reply, {
      reason: `the filter ${filter} does not find just the group of that name`,
      expected: shown(name),
      actual: `${counted(resources.length, "group")}${idsIn(reply).includes(longer.id) ? `, among them ${longer.sent.displayName}` : ""}`,
      at: "/Resources",
    });
    const stranger = resources.find((group) => !isNamed(group, name));
    verifyThat(stranger === undefined, reply, {
      reason: `the filter ${filter} finds a group of another name`,
      expected: shown(name),
      actual: "a group of another name",
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "group-filter-ignored",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: ignoresFilter((f) => f.startsWith("displayName")),
    },
    {
      name: "group-name-as-prefix",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: readsFilterAs((filter) => filter.replace("displayName eq", "displayName sw")),
    },
    {
      name: "group-filter-finds-nothing",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: picksBy(/^displayName eq/, () => false),
    },
  ],
});

const byMember = defineCheck({
  id: "query.filter.group-member",
  title: "A filter on members.value answers groups that have the member",
  clause: rfc("RFC7644-3.4.2.2-41"),
  needs: ["filter", "groups"],
  advice: "Compare the value of each member with the id in the filter.",
  run: async (t) => {
    const user = await t.make.user();
    const other = await t.make.user();
    const has = await t.make.group({ label: "has", overrides: { members: [{ value: user.id }] } });
    const hasNot = await t.make.group({ label: "has-not", overrides: { members: [{ value: other.id }] } });
    const showsMember = ({ body }: Reply): boolean =>
      itemsAt(body, "members").some((member) => valueAt(member, "value") === user.id);
    const shown = await t.settle(() => t.get(withQuery(has.path, { attributes: "members" })), showsMember);
    if (!showsMember(shown)) t.skip("the target shows no members");
    let judged = 0;
    for (const filter of [
      filterOf`members.value eq ${quoted(user.id)}`,
      filterOf`members[value eq ${quoted(user.id)}]`,
    ]) {
      const reply = await t.settle(
        () => queryGroups(t, filter),
        (found) => found.status !== 200 || idsIn(found).length > 0,
      );
      if (reply.status !== 200 || idsIn(reply).length === 0) continue;
      verifyThat(!idsIn(reply).includes(hasNot.id) && !findsCrowd(reply, [has.id]), reply, {
        reason: `the filter ${filter} finds a group without that member`,
        expected: `only groups with the member ${user.id}`,
        actual: `the group ${hasNot.sent.displayName} too`,
        at: "/Resources",
      });
      judged += 1;
    }
    if (judged === 0) t.skip("the target does not find groups by their members");
  },
  defects: [
    {
      name: "member-filter-ignored",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: ignoresFilter((filter) => filter.startsWith("members.value")),
    },
    {
      name: "member-value-path-ignored",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: ignoresFilter((filter) => filter.startsWith("members[")),
    },
  ],
});

/** Filters on groups. */
export const filterGroupChecks: readonly Check[] = [byName, byMember];

function queryGroups(t: CheckContext, filter: Filter): Promise<Reply> {
  return t.get(withQuery("/Groups", { filter }));
}

function idsIn(reply: Reply): readonly unknown[] {
  return toListBody(isObject(reply.body) ? reply.body : {}).resources.map(({ id }) => id);
}

function isNamed(group: unknown, name: string): boolean {
  const found = isObject(group) ? valueAt(group, "displayName") : undefined;
  return typeof found === "string" && found.toLowerCase() === name.toLowerCase();
}
