import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResources, tamperResponseBody } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import { LIST_RESPONSE_URN } from "../../src/scim/urns.ts";
import { describeLink, followLink, leadsTo } from "../../src/kit/reading/follow-link.ts";
import { itemsAt, valueAt } from "../../src/kit/reading/value-at.ts";
import { makeGroupOf, makeUsers, readMembers } from "./words/group-members.ts";

const GROUP = { method: "GET", path: /^\/Groups\/[^/]+$/ };

const found = defineCheck({
  id: "groups.read.found",
  title: "GET of a group gives 200 and that group",
  clause: rfc("RFC7644-3.4.1-01"),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Answer GET /Groups/{id} with 200 and the one group with that id, not with a list.",
  run: async (t) => {
    const group = await t.make.group();
    const reply = await t.settle(
      () => t.get(group.path),
      ({ status }) => status === 200,
    );
    const id = valueAt(verifyObject(verifyStatus(reply, 200)), "id");
    verifyThat(id === group.id, reply, {
      reason: "GET of a group gives something else than that group",
      expected: shown(group.id),
      actual: shown(id),
      at: "/id",
    });
  },
  defects: [
    {
      name: "single-group-in-a-list",
      breaks: "RFC7644-3.4.1-01",
      wrap: tamperResponseBody(GROUP, (group) => ({
        schemas: [LIST_RESPONSE_URN],
        totalResults: 1,
        Resources: [group],
      })),
    },
    {
      name: "groups-can-only-be-listed",
      breaks: "RFC7644-3.4.1-01",
      wrap: answerInstead(GROUP, () => errorResponse(405, "Method not allowed.")),
    },
  ],
});

const reference = defineCheck({
  id: "groups.read.member-reference",
  title: "The $ref of a member leads to that user",
  clause: rfc("RFC7643-4.2-03", "RFC7643-2.3.7-03"),
  needs: ["groups"],
  advice: "Put the URI at which GET gives the member into members.$ref, or leave $ref out.",
  run: async (t) => {
    const [user] = await makeUsers(t, 1);
    if (user === undefined) return;
    const group = await makeGroupOf(t, [user]);
    const { reply, members } = await readMembers(t, group.path);
    const ref = valueAt(members[0], "$ref");
    if (typeof ref !== "string") return t.skip("members have no $ref");
    const there = await followLink(t, { uri: ref, from: reply, id: user.id });
    if (there === undefined) return t.skip("the $ref of a member leads outside the base URL");
    const isBroken = there.status === 0 || there.status >= 500 || (there.status === 200 && !isObject(there.body));
    verifyThat(!isBroken, there, {
      reason: "The $ref of a member is answered neither with a resource nor with a refusal",
      expected: ["status 200 with a resource", "a 4xx status"],
      actual: there.status === 200 ? "status 200 with something that is no JSON object" : describeOutcome(there),
    });
    verifyThat(there.status !== 200 || leadsTo(there, user.id), reply, {
      reason: "The $ref of a member leads to something else than that user",
      expected: `a URI at which GET gives the user ${user.id}`,
      actual: describeLink(ref, there),
      at: "/members/0/$ref",
    });
  },
  defects: [
    {
      name: "member-reference-leads-to-the-group",
      breaks: "RFC7643-4.2-03",
      wrap: tamperReferences((group) => group),
    },
    {
      name: "member-reference-leads-to-a-page-for-people",
      breaks: "RFC7643-2.3.7-03",
      wrap: (next) => {
        const page = (): Response => new Response("<!doctype html><title>Ann</title>", { status: 200 });
        const serve = answerInstead({ path: /^\/people\// }, page);
        return serve(tamperReferences((group) => group.replace(/\/Groups\/.*$/, "/people/ann"))(next));
      },
    },
    {
      name: "member-reference-crashes",
      breaks: "RFC7643-2.3.7-03",
      wrap: (next) => {
        const crash = answerInstead({ path: /^\/Members\// }, () => errorResponse(500, "No mapping for this type."));
        return crash(tamperReferences((group) => group.replace(/\/Groups\/.*$/, "/Members/1"))(next));
      },
    },
  ],
});

const relative = defineCheck({
  id: "groups.read.relative-reference",
  title: "A relative $ref of a member leads to that user when it is read against the base URL",
  clause: rfc("RFC7643-2.3.7-02"),
  needs: ["groups"],
  advice: 'Write a relative $ref from the base URL, as "Users/<id>" or "../Users/<id>", or write the whole URI.',
  run: async (t) => {
    const [user] = await makeUsers(t, 1);
    if (user === undefined) return;
    const group = await makeGroupOf(t, [user]);
    const { reply, members } = await readMembers(t, group.path);
    const ref = valueAt(members[0], "$ref");
    if (typeof ref !== "string") return t.skip("members have no $ref");
    // A whole URI leads where it says; `groups.read.member-reference` follows it.
    if (URL.canParse(ref)) return;
    const there = await followLink(t, { uri: ref, from: reply, id: user.id });
    verifyThat(there !== undefined && leadsTo(there, user.id), reply, {
      reason: "The relative $ref of a member does not lead to that user",
      expected: `a URI that leads to the user ${user.id} from the base URL`,
      actual: there === undefined ? shown(ref) : describeLink(ref, there),
      at: "/members/0/$ref",
    });
  },
  defects: [
    {
      name: "relative-member-reference-from-the-root-of-the-host",
      breaks: "RFC7643-2.3.7-02",
      wrap: tamperReferences((_, id) => `/api/Users/${id}`),
    },
  ],
});

/** What GET /Groups/{id} must answer. */
export const readChecks: readonly Check[] = [found, reference, relative];

/** A server that writes other URIs into `$ref`; they are made from the URI of the group and the id of the member. */
function tamperReferences(toReference: (group: string, id: string) => string): Wrap {
  return tamperResources({ path: GROUP.path }, (group, request) => {
    const uri = request.url.replace(/\?.*$/, "");
    const members = itemsAt(group, "members").map((member) => ({
      ...member,
      $ref: toReference(uri, String(member["value"])),
    }));
    return { ...group, members };
  });
}
