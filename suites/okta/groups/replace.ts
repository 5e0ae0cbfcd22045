import {
  defineCheck,
  defineFamily,
  errorResponse,
  on,
  readThrough,
  rewriteWrite,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { replaceGroup } from "../../../emulator/okta/wire/write-group.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeMembers, memberOf, verifyGroupHas, verifyGroupName } from "../words/group-members.ts";
import { send } from "../words/send.ts";

const REPLACE = "PUT /Groups/:id";

const members = defineCheck({
  id: "okta.group-replace.members",
  title: "A PUT of the whole group under its own name replaces the members",
  rule: okta({
    id: "OKTA-group-13",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Apps made in the wizard change members by PUT of {schemas, id, displayName, members}, the name being the same.",
  }),
  advice: "Store the members of PUT /Groups/{id}, and do not take the group's own name for a name that is in use.",
  run: async (t) => {
    // More than a page of ten, or a loop that ends early, keeps.
    const users = await makeMembers(t, 13);
    const group = await makeGroup(t, users.slice(0, 2));
    const { displayName } = group.sent;
    verify(await send(t, replaceGroup(group.id, { displayName, members: users.slice(1).map(memberOf) }))).succeeds();
    await verifyGroupHas(t, group, users.slice(1));
  },
  also: ["put-keeps-two-members", "put-keeps-ten-members"],
  defects: {
    "group-put-collides-with-itself": on(REPLACE).answer(async (request, next) => {
      const current = await readThrough(next, request);
      const isSame = (await request.clone().text()).includes(JSON.stringify(current?.["displayName"]));
      return isSame ? errorResponse(409, "a group of that name exists", "uniqueness") : next(request);
    }),
    "group-put-drops-members": on(REPLACE).sent((body) => without(body, "members")),
    "group-members-immutable": on(REPLACE).answer(() =>
      errorResponse(400, "attribute members is immutable", "mutability"),
    ),
  },
});

const name = defineCheck({
  id: "okta.group-replace.name",
  title: "A PUT of the whole group under another name renames it",
  rule: okta({
    id: "OKTA-group-14",
    standing: "documented",
    url: REFERENCE,
    requirement: "Apps made in the wizard rename a group by PUT.",
  }),
  advice: "Store displayName from the body of PUT /Groups/{id}.",
  also: ["put-of-groups-is-not-implemented"],
  run: async (t) => {
    const group = await makeGroup(t, []);
    const { displayName } = t.make.groupBody({ label: "renamed" });
    verify(await send(t, replaceGroup(group.id, { displayName, members: [] }))).succeeds();
    await verifyGroupName(t, group.id, displayName);
  },
  defects: {
    "group-put-keeps-name": rewriteWrite(REPLACE, (body, current) => ({
      ...body,
      displayName: current["displayName"],
    })),
  },
});

/** What Okta needs of a PUT of a group. */
export const groupReplaceChecks: readonly Check[] = defineFamily(
  { needs: ["groups"], features: ["group-push"], breaksIn: ["aiw"] },
  [members, name],
);
