import {
  breaking,
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  followLink,
  isObject,
  isRefusal,
  itemsAt,
  LIST_RESPONSE_URN,
  on,
  pathBelowBase,
  pathTo,
  shown,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply, Step, Wrap } from "../../src/kit/index.ts";
import { makeGroupOf, readingMembers } from "./words/group-members.ts";
import { verifyLeadsTo } from "./words/leads-to.ts";

const GROUP = "GET /Groups/:id";
/** The $ref of the first member. */
const REFERENCE: readonly Step[] = ["members", () => true, "$ref"];

const found = defineCheck({
  id: "groups.read.found",
  title: "GET of a group gives 200 and that group",
  rule: "RFC7644-3.4.1-01",
  advice: "Answer GET /Groups/{id} with 200 and the one group with that id, not with a list.",
  run: async (t) => {
    const group = await t.make.group();
    await t.eventually(
      () => t.get(group.path),
      (reply) => {
        verify(reply).status(200).at("id").is(group.id);
      },
    );
  },
  defects: {
    "single-group-in-a-list": on(GROUP).body((group) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [group],
    })),
    "groups-can-only-be-listed": on(GROUP).answer(() => errorResponse(405, "Method not allowed.")),
  },
});

const listed = defineCheck({
  id: "groups.read.listed",
  title: "GET /Groups answers a ListResponse that has the groups in it",
  rule: "RFC7644-3.4.2-01",
  advice: "Answer GET /Groups as GET /Users: a ListResponse with schemas, totalResults and Resources, no bare array.",
  run: async (t) => {
    const group = await t.make.group();
    await t.eventually(
      () => t.get(pathTo`/Groups?startIndex=1&count=100`),
      (reply) => {
        if (isRefusal(reply) || reply.status === 405) t.skip(`the target lists no groups (${describeOutcome(reply)})`);
        const answer = verify(reply, { others: [group.reply] }).status(200);
        const { resources } = answer.list();
        // On a page of many it is chance which groups are there.
        const sentence = `${describeRequest(reply)} shows no group`;
        answer.that(resources.length > 0, sentence, { expected: "the groups that there are", at: ["Resources"] });
      },
    );
  },
  defects: {
    "group-list-is-a-bare-array": on("GET /Groups").response(async (response) => {
      const list: unknown = await response.json();
      return Response.json(isObject(list) ? (list["Resources"] ?? []) : [], { status: response.status });
    }),
    "group-list-crashes": on("GET /Groups").answer(() => errorResponse(500, "No mapping for Group.")),
    "group-list-is-always-empty": on("GET /Groups").body((list) => ({ ...list, totalResults: 0, Resources: [] })),
  },
});

const reference = defineCheck({
  id: "groups.read.member-reference",
  title: "The $ref of a member leads to that user",
  rule: ["RFC7643-4.2-03", "RFC7643-2.3.7-03"],
  advice: "Put the URI at which GET gives the member into members.$ref, or leave $ref out.",
  run: async (t) => {
    const { user, reply, uri } = await referTo(t);
    const there = await followLink(t, { uri, from: reply, id: user.id });
    if (there === undefined) return t.skip("the $ref of a member leads outside the base URL");
    const although = "the $ref of a member leads there";
    const answer = verify(there, { rule: "RFC7643-2.3.7-03", although, others: [reply] });
    // Any status that says why there is nothing is a fitting one.
    if (there.status < 300 || there.status >= 500) answer.status(200).object();
    if (there.status === 200) verifyLeadsTo(verify(reply, { rule: "RFC7643-4.2-03" }), REFERENCE, { to: user, there });
    else t.note(there, `${describeRequest(there)} answers ${there.status}, although ${although}.`);
  },
  defects: {
    "member-reference-leads-to-the-group": breaking(
      "RFC7643-4.2-03",
      tamperReferences((group) => group),
    ),
    "member-reference-leads-to-a-page-for-people": breaking("RFC7643-2.3.7-03", (next) => {
      const page = (): Response => new Response("<!doctype html><title>Ann</title>", { status: 200 });
      const serve = on("/people/:id").answer(page);
      return serve(tamperReferences((group) => group.replace(/\/Groups\/.*$/, "/people/ann"))(next));
    }),
    "member-reference-crashes": breaking("RFC7643-2.3.7-03", (next) => {
      const crash = on("/Members/:id").answer(() => errorResponse(500, "No mapping for this type."));
      return crash(tamperReferences((group) => group.replace(/\/Groups\/.*$/, "/Members/1"))(next));
    }),
    "member-reference-gives-no-content": breaking("RFC7643-2.3.7-03", (next) => {
      const empty = on("/Members/:id").answer(() => new Response(null, { status: 204 }));
      return empty(tamperReferences((group) => group.replace(/\/Groups\/.*$/, "/Members/1"))(next));
    }),
  },
});

const relative = defineCheck({
  id: "groups.read.relative-reference",
  title: "A relative $ref of a member leads to that user when it is read against the base URL",
  rule: "RFC7643-2.3.7-02",
  advice: 'Write a relative $ref from the base URL, as "Users/<id>", or write the whole URI.',
  run: async (t) => {
    const { user, reply, uri } = await referTo(t);
    if (URL.canParse(uri)) t.skip("the $ref of a member is a whole URI, which groups.read.member-reference follows");
    const there = await followLink(t, { uri, from: reply, id: user.id });
    verifyLeadsTo(verify(reply), REFERENCE, { to: user, there });
    if (pathBelowBase(t, uri, `${t.baseUrl}/`) !== there?.exchange.request.path) {
      t.note(reply, `${describeRequest(reply)} shows the $ref ${shown(uri)}, which is not relative to the base URL.`);
    }
  },
  defects: {
    "relative-member-reference-without-the-endpoint": tamperReferences((_, id) => id),
    "relative-member-reference-from-the-root-of-the-host": tamperReferences((_, id) => `/api/Users/${id}`),
  },
});

/** What GET /Groups/{id} must answer. */
export const readChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [found, listed, reference, relative]);

/** A user, and the URI by which a group names him as its member; a skip when it has none. */
async function referTo(
  t: CheckContext,
): Promise<{ readonly user: OwnUser; readonly reply: Reply; readonly uri: string }> {
  const user = await t.make.user();
  const group = await makeGroupOf(t, user);
  const reply = await readingMembers(t, group)();
  const uri = verify(reply).at(...REFERENCE).value;
  return typeof uri === "string" ? { user, reply, uri } : t.skip("members have no $ref");
}

/** A server that writes other URIs into `$ref`; they are made from the URI of the group and the id of the member. */
function tamperReferences(toReference: (group: string, id: string) => string): Wrap {
  return on("/Groups/:id").resources((group, request) => {
    const uri = request.url.replace(/\?.*$/, "");
    const members = itemsAt(group, "members").map((member) => ({
      ...member,
      $ref: toReference(uri, String(member["value"])),
    }));
    return { ...group, members };
  });
}
