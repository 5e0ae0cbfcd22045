import {
  defineCheck,
  defineFamily,
  filterOf,
  findsCrowd,
  isObject,
  on,
  quoted,
  shown,
  toListBody,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, GroupBody, JsonObject, Made, Reply, Wrap } from "../../src/kit/index.ts";
import { makeGroupOf } from "./words/group-members.ts";

const LIST = "GET /Groups";

const displayName = defineCheck({
  id: "groups.filter.display-name",
  title: "A filter finds a group by its displayName, and no group with another one",
  rule: "RFC7644-3.4.2.2-41",
  blocks: ["group-push"],
  advice: 'Answer filter=displayName eq "..." at /Groups with the groups of exactly that name: Okta links by it.',
  run: async (t) => {
    const [short, long] = [await t.make.group({ label: "sales" }), await t.make.group({ label: "sales-west" })];
    for (const group of [short, long]) {
      const name = group.sent.displayName;
      const reply = await t.settle(
        () => t.query("/Groups", filterOf`displayName eq ${quoted(name)}`),
        (answer) => groupsIn(answer).length > 0,
      );
      if (reply.status !== 200) t.skip("the target does not answer a filter on displayName");
      verifyOnlyNamed(reply, name);
    }
  },
  defects: {
    "group-filter-finds-names-that-start-alike": changeFilter((filter) =>
      filter.replace("displayName eq", "displayName sw"),
    ),
    "group-filter-is-ignored": changeFilter(() => ""),
    "group-filter-looks-at-the-id": changeFilter((filter) => filter.replace("displayName eq", "id eq")),
  },
});

const member = defineCheck({
  id: "groups.filter.member",
  title: "A filter on members finds only groups that have the user",
  rule: "RFC7644-3.4.2.2-41",
  advice:
    'Answer filter=members.value eq "..." with the groups of that user only, or refuse it with 400 invalidFilter.',
  run: async (t) => {
    const [inside, outside] = [await t.make.user(), await t.make.user()];
    const bystander = await t.make.group();
    const [group, other] = [await makeGroupOf(t, inside), await makeGroupOf(t, outside)];
    let judged = 0;
    for (const filter of [
      filterOf`members.value eq ${quoted(inside.id)}`,
      filterOf`members[value eq ${quoted(inside.id)}]`,
    ]) {
      const reply = await t.settle(
        () => t.query("/Groups", filter),
        (answer) => answer.status !== 200 || groupsIn(answer).length > 0,
      );
      if (groupsIn(reply).length === 0) continue;
      judged += 1;
      verifyOnly(reply, group, [other, bystander]);
    }
    if (judged === 0) t.skip("the target answers no filter on members");
  },
  defects: {
    "filter-on-members-is-ignored": changeFilter((filter) => (filter.includes("members") ? "" : filter)),
    "value-path-on-members-is-ignored": changeFilter((filter) => (filter.includes("members[") ? "" : filter)),
    "filter-on-members-finds-groups-without-any": changeFilter((filter) =>
      filter.includes("members") ? "not (members pr)" : filter,
    ),
    "filter-on-members-finds-the-user": on(LIST, {
      query: (query) => String(query.get("filter")).includes("members"),
    }).answer((request, next) =>
      next(new Request(request.url.replace(/\/Groups\?.*$/, "/Users?count=1"), { headers: request.headers })),
    ),
  },
});

/** How groups are found. */
export const filterChecks: readonly Check[] = defineFamily({ needs: ["filter", "groups"] }, [displayName, member]);

function groupsIn(reply: Reply): readonly JsonObject[] {
  return reply.status === 200 && isObject(reply.body) ? toListBody(reply.body).resources : [];
}

/** Throws unless the answer has groups, and none with another name. */
function verifyOnlyNamed(reply: Reply, name: string): void {
  const groups = verify(reply).at("Resources");
  groups.holds(`the group ${shown(name)}`, () => groupsIn(reply).length > 0);
  for (const group of groups.items()) if (isObject(group.value)) group.at("displayName").isLike(name);
}

/** Throws unless the answer has the group, and neither the others nor (nearly) all that there are. */
function verifyOnly(reply: Reply, group: Made<GroupBody>, others: readonly Made<GroupBody>[]): void {
  const groups = verify(reply).at("Resources");
  groups
    .at((found) => others.some(({ id }) => valueAt(found, "id") === id))
    .holds("only groups of the user", (found) => found === undefined);
  const isFound = groupsIn(reply).some((found) => valueAt(found, "id") === group.id);
  groups.holds(`groups of the user only, with ${group.id}`, () => isFound && !findsCrowd(reply, [group.id]));
}

function changeFilter(change: (filter: string) => string): Wrap {
  return on(LIST).url((url) => {
    const filter = change(url.searchParams.get("filter") ?? "");
    if (filter === "") url.searchParams.delete("filter");
    else url.searchParams.set("filter", filter);
  });
}
