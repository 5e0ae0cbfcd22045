import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import {
  answerInstead,
  errorResponse,
  tamperRequestBody,
  tamperResources,
  tamperResponse,
  withHeader,
  without,
  withStatus,
} from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyRefused, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import { endpointOf } from "../../src/kit/published/published-resource-types.ts";
import { withMeta } from "../../src/kit/reading/meta-of.ts";
import { readBack } from "../../src/kit/reading/read-back.ts";
import { itemsAt, valueAt } from "../../src/kit/reading/value-at.ts";
import { readMembers } from "./words/group-members.ts";

const CREATE = { method: "POST", path: /^\/Groups$/ };
const GROUPS = /^\/Groups(?:\/[^/]+)?$/;

const answer = defineCheck({
  id: "groups.create.answer",
  title: "A successful POST /Groups answers 201 with a Location header",
  clause: rfc("RFC7644-3.3-04", "RFC7644-3.3-06"),
  needs: ["groups"],
  advice: "Answer a POST that made a group with 201 Created and a Location header with the group's URI.",
  run: async (t) => {
    const { reply } = await t.make.group();
    verifyStatus(reply, 201);
    verifyThat(reply.header("location") !== undefined, reply, {
      reason: "POST /Groups makes a group without saying in a Location header where it is",
      expected: "a Location header with the URI of the group",
      actual: "no Location header",
    });
  },
  defects: [
    {
      name: "group-create-answers-200",
      breaks: "RFC7644-3.3-04",
      wrap: tamperResponse(CREATE, (response) => (response.ok ? withStatus(response, 200) : response)),
    },
    {
      name: "group-create-without-location",
      breaks: "RFC7644-3.3-06",
      wrap: tamperResponse(CREATE, (response) => withHeader(response, "location", null)),
    },
  ],
});

const resourceType = defineCheck({
  id: "groups.create.resource-type",
  title: "meta.resourceType of a new group is the name of the resource type at /Groups",
  clause: rfc("RFC7644-3.3.1-01"),
  needs: ["groups"],
  advice:
    'Set meta.resourceType of everything made at /Groups to the name that /ResourceTypes has for it, usually "Group".',
  run: async (t) => {
    const group = await t.make.group();
    const type = (t.target.resourceTypes ?? []).filter(isObject).find((item) => endpointOf(item) === "Groups");
    const expected = valueAt(type, "name") ?? "Group";
    const reply = isObject(group.reply.body) ? group.reply : (await readBack(t, group.path)).reply;
    const actual = valueAt(reply.body, "meta", "resourceType");
    if (actual === undefined) t.skip("there is no meta.resourceType");
    verifyThat(actual === expected, reply, {
      reason: "meta.resourceType of a new group is not the name of the resource type at /Groups",
      expected: shown(expected),
      actual: shown(actual),
      at: "/meta/resourceType",
    });
  },
  defects: [
    {
      name: "new-group-says-it-is-a-user",
      breaks: "RFC7644-3.3.1-01",
      wrap: tamperResources({ path: GROUPS }, (group) => withMeta(group, { resourceType: "User" })),
    },
  ],
});

const displayName = defineCheck({
  id: "groups.create.display-name-required",
  title: "POST /Groups does not make a group without a displayName",
  clause: rfc("RFC7643-4.2-01"),
  needs: ["groups"],
  advice: "Refuse a group without a displayName with 400 invalidValue.",
  run: async (t) => {
    await t.make.group();
    const reply = await t.post("/Groups", without(t.make.groupBody(), "displayName"));
    if (!isSuccess(reply)) {
      verifyRefused(reply, "has no displayName");
      return;
    }
    const id = isObject(reply.body) ? reply.body["id"] : undefined;
    if (typeof id !== "string") return t.skip("the answer to POST /Groups does not hold the id of the new group");
    const { resource } = await readBack(t, pathTo`/Groups/${id}`);
    const given = valueAt(resource, "displayName");
    verifyThat(typeof given === "string" && given !== "", reply, {
      reason: "POST /Groups makes a group without a displayName",
      expected: "a 4xx status",
      actual: `status ${reply.status} and a group with displayName ${shown(given)}`,
      at: "/displayName",
    });
  },
  defects: [
    {
      name: "group-without-a-name-is-made",
      breaks: "RFC7643-4.2-01",
      wrap: (next) => {
        const nameless = "nameless-group";
        const store = tamperRequestBody(CREATE, (body) => ({ displayName: nameless, ...body }));
        const show = tamperResources({ path: GROUPS }, (group) =>
          group["displayName"] === nameless ? without(group, "displayName") : group,
        );
        return show(store(next));
      },
    },
    {
      name: "group-without-a-name-crashes",
      breaks: "RFC7643-4.2-01",
      wrap: answerInstead({ ...CREATE, body: (sent) => isObject(sent) && !("displayName" in sent) }, () =>
        errorResponse(500, "null value in column name violates not-null constraint"),
      ),
    },
  ],
});

const members = defineCheck({
  id: "groups.create.members",
  title: "The members of a new group are the ids of its users",
  clause: rfc("RFC7643-4.2-02"),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Return in members.value the id of each member as it was sent, which is the id of a User at /Users.",
  run: async (t) => {
    const user = await t.make.user();
    const group = await t.make.group({ overrides: { members: [{ value: user.id }] } });
    const { reply, ids } = await readMembers(t, group.path, (read) => read.includes(user.id));
    if (ids.length === 0) t.skip("the target does not show the members of a new group");
    verifyThat(ids.join() === user.id, reply, {
      reason: "The member of a new group is shown as another id than the user's",
      expected: shown([user.id]),
      actual: shown(ids),
      at: "/members/0/value",
    });
  },
  defects: [
    {
      name: "members-by-name-instead-of-id",
      breaks: "RFC7643-4.2-02",
      wrap: tamperResources({ path: GROUPS }, (group) => ({
        ...group,
        members: itemsAt(group, "members").map((member) => ({ ...member, value: member["display"] ?? "ann" })),
      })),
    },
    {
      name: "members-by-the-key-of-the-membership",
      breaks: "RFC7643-4.2-02",
      wrap: tamperResources({ method: "GET", path: GROUPS }, (group) => ({
        ...group,
        members: itemsAt(group, "members").map((member, index) => ({ ...member, value: String(index + 1) })),
      })),
    },
  ],
});

/** What POST /Groups must do. */
export const createChecks: readonly Check[] = [answer, resourceType, displayName, members];
