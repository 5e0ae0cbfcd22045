import {
  idOf,
  breaking,
  defineCheck,
  defineFamily,
  describeRequest,
  endpointOf,
  errorResponse,
  followLink,
  isObject,
  isSuccess,
  itemsAt,
  on,
  pathTo,
  readBack,
  valueAt,
  verify,
  withHeader,
  withMeta,
  without,
  withStatus,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Reply } from "../../src/kit/index.ts";
import { verifyLeadsTo } from "./words/leads-to.ts";
import { memberIds, readingMembers, verifyMembersAre } from "./words/group-members.ts";

const CREATE = "POST /Groups";

const answer = defineCheck({
  id: "groups.create.answer",
  title: "A successful POST /Groups answers 201 with a Location header that leads to the group",
  rule: ["RFC7644-3.3-04", "RFC7644-3.3-06"],
  advice: "Answer a POST that made a group with 201 Created and a Location header with the group's URI.",
  run: async (t) => {
    const group = await t.make.group();
    const { reply, id } = group;
    verify(reply, { rule: "RFC7644-3.3-04" }).status(201);
    const answer = verify(reply, { rule: "RFC7644-3.3-06" });
    const uri = answer.header("Location").isPresent();
    const there = await followLink(t, { uri, from: reply, id });
    // Any other status says nothing about where the URI leads.
    if (there?.status === 404 || there?.status === 200) verifyLeadsTo(answer, "Location", { to: group, there });
    if (there === undefined) t.note(reply, `${describeRequest(reply)} answers with a Location outside the base URL`);
  },
  defects: {
    "group-create-answers-200": breaking(
      "RFC7644-3.3-04",
      on(CREATE).response((response) => (response.ok ? withStatus(response, 200) : response)),
    ),
    "group-create-without-location": breaking(
      "RFC7644-3.3-06",
      on(CREATE).response((response) => withHeader(response, "location", null)),
    ),
    "group-location-of-the-collection": breaking(
      "RFC7644-3.3-06",
      on(CREATE).response((response, request) => withHeader(response, "location", request.url)),
    ),
    "group-location-below-users": breaking(
      "RFC7644-3.3-06",
      on(CREATE).response((response) =>
        withHeader(response, "location", String(response.headers.get("location")).replace("/Groups/", "/Users/")),
      ),
    ),
  },
});

const resourceType = defineCheck({
  id: "groups.create.resource-type",
  title: "meta.resourceType of a new group is the name of the resource type at /Groups",
  rule: "RFC7644-3.3.1-01",
  advice:
    'Set meta.resourceType of everything made at /Groups to the name that /ResourceTypes has for it, usually "Group".',
  run: async (t) => {
    const group = await t.make.group();
    const type = (t.target.resourceTypes ?? []).filter(isObject).find((item) => endpointOf(item) === "Groups");
    const isShown = valueAt(group.reply.body, "meta", "resourceType") !== undefined;
    const reply = isShown ? group.reply : (await readBack(t, group.path)).reply;
    // Where the target names the type itself, that is what the group is held against.
    const others = type === undefined ? [] : [await t.get("/ResourceTypes")];
    verify(reply, { others })
      .at("meta", "resourceType")
      .is(valueAt(type, "name") ?? "Group");
  },
  defects: {
    "new-group-says-it-is-a-user": on("/Groups/:id?").resources((group) => withMeta(group, { resourceType: "User" })),
    "new-group-without-resource-type": on("/Groups/:id?").resources((group) =>
      withMeta(group, { resourceType: undefined }),
    ),
  },
});

const displayName = defineCheck({
  id: "groups.create.display-name-required",
  title: "POST /Groups makes no group that has no displayName",
  rule: "RFC7643-4.2-01",
  advice: "Refuse a group without a displayName with 400 invalidValue.",
  run: async (t) => {
    await t.make.group();
    const reply = await t.post("/Groups", without(t.make.groupBody(), "displayName"));
    if (isSuccess(reply)) await verifyNamed(t, reply);
    else verify(reply).refuses("it has no displayName");
  },
  defects: {
    "group-without-a-name-is-made": (next) => {
      const nameless = "nameless-group";
      const store = on(CREATE).sent((body) => ({ displayName: nameless, ...body }));
      const show = on("/Groups/:id?").resources((group) =>
        group["displayName"] === nameless ? without(group, "displayName") : group,
      );
      return show(store(next));
    },
    "group-without-a-name-crashes": on(CREATE, { body: (sent) => isObject(sent) && !("displayName" in sent) }).answer(
      () => errorResponse(500, "null value in column name violates not-null constraint"),
    ),
  },
});

const members = defineCheck({
  id: "groups.create.members",
  title: "The members of a new group are the ids of its users",
  rule: "RFC7643-4.2-02",
  advice: "Return in members.value the id of each member as it was sent, which is the id of a User at /Users.",
  run: async (t) => {
    const user = await t.make.user();
    const group = await t.make.group({ overrides: { members: [{ value: user.id }] } });
    const reply = await t.settle(readingMembers(t, group), (read) => memberIds(read).includes(user.id));
    if (memberIds(reply).length === 0) t.skip("the target does not show the members of a new group");
    verifyMembersAre(reply, [user]);
  },
  defects: {
    "members-by-name-instead-of-id": on("/Groups/:id?").resources((group) => ({
      ...group,
      members: itemsAt(group, "members").map((member) => ({ ...member, value: member["display"] ?? "ann" })),
    })),
    "members-by-the-key-of-the-membership": on("GET /Groups/:id?").resources((group) => ({
      ...group,
      members: itemsAt(group, "members").map((member, index) => ({ ...member, value: String(index + 1) })),
    })),
  },
});

/** A server may give a group a name of its own; a group without any name is wrong. */
async function verifyNamed(t: CheckContext, reply: Reply): Promise<void> {
  const id = idOf(reply.body);
  if (id === undefined) return t.skip("the answer to POST /Groups does not hold the id of the new group");
  const made = await readBack(t, pathTo`/Groups/${id}`);
  verify(made.reply, { although: "POST /Groups must make no group without one", others: [reply] })
    .at("displayName")
    .isText();
  t.note(reply, `${describeRequest(reply)} makes up a displayName for a group that was sent without one.`);
}

/** What POST /Groups must do. */
export const createChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [
  answer,
  resourceType,
  displayName,
  members,
]);
