import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { tamperUrl } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import type { Filter } from "../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../src/scim/request-path.ts";
import { findsCrowd } from "../../src/kit/reading/finds-crowd.ts";
import { sameText, valueAt } from "../../src/kit/reading/value-at.ts";
import { makeGroupOf, makeUsers } from "./words/group-members.ts";

const LIST = { method: "GET", path: /^\/Groups$/ };

const displayName = defineCheck({
  id: "groups.filter.display-name",
  title: "A filter finds a group by its displayName, and no group with another one",
  clause: rfc("RFC7644-3.4.2.2-41"),
  needs: ["filter", "groups"],
  blocks: ["group-push"],
  advice: 'Answer filter=displayName eq "..." at /Groups with the groups of exactly that name: Okta links by it.',
  run: async (t) => {
    const [short, long] = [await t.make.group({ label: "sales" }), await t.make.group({ label: "sales-west" })];
    for (const group of [short, long]) {
      const name = group.sent.displayName;
      const reply = await t.settle(
        () => find(t, filterOf`displayName eq ${quoted(name)}`),
        (answer) => namesIn(answer).length > 0,
      );
      if (reply.status !== 200) t.skip("the target does not answer a filter on displayName");
      const names = namesIn(reply);
      verifyThat(names.length > 0 && names.every((found) => sameText(found, name)), reply, {
        reason:
          names.length === 0
            ? "A filter does not find a group by its displayName"
            : "A filter on displayName finds groups with another name",
        expected: shown([name]),
        actual: shown(names),
        at: "/Resources",
      });
    }
  },
  defects: [
    {
      name: "group-filter-finds-names-that-start-alike",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: changeFilter((filter) => filter.replace("displayName eq", "displayName sw")),
    },
    {
      name: "group-filter-is-ignored",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: changeFilter(() => ""),
    },
    {
      name: "group-filter-looks-at-the-id",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: changeFilter((filter) => filter.replace("displayName eq", "id eq")),
    },
  ],
});

const member = defineCheck({
  id: "groups.filter.member",
  title: "A filter on members finds only groups that have the user",
  clause: rfc("RFC7644-3.4.2.2-41"),
  needs: ["filter", "groups"],
  advice:
    'Answer filter=members.value eq "..." with the groups of that user only, or refuse it with 400 invalidFilter.',
  run: async (t) => {
    const [inside, outside] = await makeUsers(t, 2);
    if (inside === undefined || outside === undefined) return;
    const [group, other] = [await makeGroupOf(t, [inside]), await makeGroupOf(t, [outside])];
    let judged = 0;
    for (const filter of [
      filterOf`members.value eq ${quoted(inside.id)}`,
      filterOf`members[value eq ${quoted(inside.id)}]`,
    ]) {
      const reply = await t.settle(
        () => find(t, filter),
        (answer) => answer.status !== 200 || groupsIn(answer).length > 0,
      );
      const ids = groupsIn(reply).map((found) => valueAt(found, "id"));
      if (ids.length === 0) continue;
      judged += 1;
      const isRight = ids.includes(group.id) && !ids.includes(other.id) && !findsCrowd(reply, [group.id]);
      verifyThat(isRight, reply, {
        reason: "A filter on members finds other groups than those of the user",
        expected: shown([group.id]),
        actual: shown(ids.map(String)),
        at: "/Resources",
      });
    }
    if (judged === 0) t.skip("the target answers no filter on members");
  },
  defects: [
    {
      name: "filter-on-members-is-ignored",
      breaks: "RFC7644-3.4.2.2-41",
      wrap: changeFilter((filter) => (filter.includes("members") ? "" : filter)),
    },
  ],
});

/** How groups are found. */
export const filterChecks: readonly Check[] = [displayName, member];

function find(t: CheckContext, filter: Filter): Promise<Reply> {
  return t.get(withQuery("/Groups", { filter }));
}

function groupsIn(reply: Reply): ReturnType<typeof toListBody>["resources"] {
  return reply.status === 200 && isObject(reply.body) ? toListBody(reply.body).resources : [];
}

function namesIn(reply: Reply): readonly string[] {
  return groupsIn(reply).map((group) => String(valueAt(group, "displayName")));
}

function changeFilter(change: (filter: string) => string): ReturnType<typeof tamperUrl> {
  return tamperUrl(LIST, (url) => {
    const filter = change(url.searchParams.get("filter") ?? "");
    if (filter === "") url.searchParams.delete("filter");
    else url.searchParams.set("filter", filter);
  });
}
