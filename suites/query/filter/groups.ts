import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  findsCrowd,
  isObject,
  isRefusal,
  itemsAt,
  on,
  quoted,
  toListBody,
  valueAt,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, Reply } from "../../../src/kit/index.ts";
import { alwaysLists, ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyAllNamed, verifyNoCrowd } from "../words/verify-all-named.ts";

const byName = defineCheck({
  id: "query.filter.group-name",
  title: 'A filter displayName eq "..." answers the group of that name and no other',
  rule: "RFC7644-3.4.2.2-41",
  advice:
    "Filter groups like users and compare the whole displayName; Okta looks for a group this way before it pushes one.",
  run: async (t) => {
    const team = await t.make.group({ label: "team" });
    const name = team.sent.displayName;
    const longer = await t.make.group({ label: "longer", overrides: { displayName: `${name}-test` } });
    const found = await t.eventually(
      () => t.query("/Groups", filterOf`displayName eq ${quoted(name)}`),
      (reply) => {
        if (isRefusal(reply)) t.skip(`the target refuses to filter groups by displayName (${describeOutcome(reply)})`);
        verify(reply).lists(team);
        return reply;
      },
    );
    verify(found, { although: "it has another name" }).doesNotList(longer);
    verifyAllNamed(verify(found), "displayName", name);
    verify(found).counts(1);
  },
  defects: {
    "group-filter-ignored": ignoresFilter((f) => f.startsWith("displayName")),
    "group-name-as-prefix": readsFilterAs((filter) => filter.replace("displayName eq", "displayName sw")),
    "group-filter-finds-nothing": picksBy(/^displayName eq/, () => false),
    "group-filter-total-of-all-groups": on("GET /Groups").body((body) => ({ ...body, totalResults: 1742 })),
    "everyone-group-in-every-answer": alwaysLists({ displayName: "Everyone" }),
  },
});

const byMember = defineCheck({
  id: "query.filter.group-member",
  title: "A filter on members.value answers only groups that have the member",
  rule: "RFC7644-3.4.2.2-41",
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
        () => t.query("/Groups", filter),
        (found) => found.status !== 200 || idsIn(found).length > 0,
      );
      // A server need not have filters on members, nor take a URI of any length.
      if (isRefusal(reply) || reply.status === 414) continue;
      if (!findsCrowd(reply, [has.id])) verify(reply, { although: "it has that member" }).lists(has);
      verify(reply, { although: "it does not have that member" }).doesNotList(hasNot);
      verifyNoCrowd(verify(reply), [has.id]);
      judged += 1;
    }
    if (judged === 0) t.skip("the target refuses to filter groups by their members");
  },
  defects: {
    "member-filter-finds-nobody": picksBy(/^members\.value eq/, () => false),
    "member-value-path-crashes": on("GET /Groups", {
      query: (query) => query.get("filter")?.startsWith("members[") === true,
    }).answer(() => errorResponse(500, "No such column: members.")),
    "member-filter-ignored": ignoresFilter((filter) => filter.startsWith("members.value")),
    "member-value-path-ignored": ignoresFilter((filter) => filter.startsWith("members[")),
  },
});

/** Filters on groups. */
export const filterGroupChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupFilter"] }, [
  byName,
  byMember,
]);

function idsIn(reply: Reply): readonly unknown[] {
  return toListBody(isObject(reply.body) ? reply.body : {}).resources.map(({ id }) => id);
}
