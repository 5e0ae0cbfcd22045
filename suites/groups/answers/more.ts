import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  idOf,
  isObject,
  isSuccess,
  on,
  pathTo,
  readBack,
  readJson,
  shown,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Path } from "../../../src/kit/index.ts";
import { isCrash } from "../../protocol/words/is-crash.ts";
import { reading } from "../../users/words/reading.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "../words/group-members.ts";
import { patchGroup } from "../words/patch-group.ts";

/** More than a column for names holds in many a database. */
const LONG = 120;
const CREATE = "POST /Groups";

const otherType = defineCheck({
  id: "groups.read.id-of-a-user",
  title: "GET /Groups/{id} with the id of a user is not a success",
  rule: "RFC7644-3.12-09",
  advice: "Look an id up among the resources of the endpoint only, and answer 404 to one of another type.",
  run: async (t) => {
    await readBack(t, (await t.make.group()).path);
    const user = await t.make.user();
    verify(await t.get(pathTo`/Groups/${user.id}`), { others: [user.reply] }).doesNotSucceed(
      "the id is that of a user",
    );
  },
  defects: {
    "groups-endpoint-serves-users": on("GET /Groups/:id").answer(async (request, next) => {
      const response = await next(request.clone());
      if (response.status !== 404) return response;
      return next(new Request(request.url.replace("/Groups/", "/Users/"), { headers: request.headers }));
    }),
  },
});

const atomic = defineCheck({
  id: "groups.patch.atomic",
  title: "When one operation of a PATCH of a group fails, no member comes or goes",
  rule: "RFC7644-3.5.2-18",
  needs: ["groupPatch"],
  advice: "Carry out the operations of a PATCH in one transaction, and store the members only when all went well.",
  run: async (t) => {
    const [there, comes] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, there);
    const bad = { op: "replace", path: "members[value eq", value: "x" };
    const refused = await t.patch(group.path, [bad]);
    if (refused.status < 400 || refused.status >= 500) t.skip("the target does not refuse a malformed path");
    const add = { op: "add", path: "members", value: [{ value: comes.id }] };
    const alone = await patchGroup(t, group, [add]);
    if (!isSuccess(alone)) t.skip("the target does not add a member; see groups.patch.add-member");
    const other = await makeGroupOf(t, there);
    const reply = await t.patch(other.path, [add, bad]);
    const answer = verify(reply, { others: [refused], although: `${shown(bad)} is refused when it is sent alone` });
    if (isSuccess(reply)) answer.status(400);
    await t.stays(readingMembers(t, other), (read) =>
      verifyMembersAre(read, [there], { after: reply, although: "the PATCH failed" }),
    );
  },
  defects: {
    "patch-of-a-group-not-atomic": on("PATCH /Groups/:id").answer(async (request, next) => {
      const body = await readJson(request);
      const operations = isObject(body) ? body["Operations"] : undefined;
      if (!isObject(body) || !Array.isArray(operations) || operations.length < 2) return next(request);
      for (const operation of operations) {
        const one = JSON.stringify({ ...body, Operations: [operation] });
        const answer = await next(new Request(request.url, { method: "PATCH", headers: request.headers, body: one }));
        if (!answer.ok) return answer;
      }
      return new Response(null, { status: 204 });
    }),
  },
});

const longName = defineCheck({
  id: "groups.create.long-name",
  title: "A long displayName of a group is kept whole or refused: it is not cut, and does not make the server fail",
  rule: "RFC7644-3.1-07",
  advice: "Answer 400 with the limit in detail where a name is too long for the database; never store a part of it.",
  run: async (t) => {
    const displayName = t.make.groupBody().displayName.padEnd(LONG, " and so on");
    const reply = await t.post("/Groups", t.make.groupBody({ overrides: { displayName } }));
    const sentence = `${describeRequest(reply)} with a displayName of ${LONG} characters answers ${describeOutcome(reply)}`;
    verify(reply).that(!isCrash(reply), sentence, { expected: ["a success", "a 4xx that says what is wrong"] });
    if (!isSuccess(reply)) return;
    const id = idOf(reply.body);
    if (id === undefined) return t.skip("the answer names no id; see groups.create.answer");
    await t.eventually(reading(t, pathTo`/Groups/${id}`), (read) =>
      verify(read, { after: reply })
        .at("displayName")
        .holds("the whole text", (found) => found === displayName),
    );
  },
  defects: {
    "long-group-name-is-cut": on(CREATE).sent((group) => cutName(group, 64)),
    "long-group-name-crashes": on(CREATE, { body: (body) => String(valueAt(body, "displayName")).length > 64 }).answer(
      () => errorResponse(500, "value too long for type character varying(64)"),
    ),
  },
});

const externalId = defineCheck({
  id: "groups.create.external-id-case",
  title: "An externalId of a group comes back exactly as it was sent, by POST, PUT and PATCH",
  rule: "RFC7643-3.1-11",
  advice: "Store externalId of a group as it is: it is case exact, and two that differ in letter case are two.",
  run: async (t) => {
    const group = await t.make.group({ overrides: { externalId: t.make.externalId("MiXeDAbC") } });
    const { resource, reply } = await readBack(t, group.path);
    const found = verify(reply).at("externalId");
    if (found.value === undefined || found.value === null) t.skip("the target keeps no externalId of a group");
    found.is(group.sent["externalId"] ?? null);
    await eachApart([() => verifyChanged(t, group.path, { ...resource, externalId: t.make.externalId("OtHeR") })]);
  },
  defects: {
    "external-id-of-a-group-in-lower-case": on("POST|PUT /Groups/:id?").sent((group) =>
      typeof group["externalId"] === "string" ? { ...group, externalId: group["externalId"].toLowerCase() } : group,
    ),
    "external-id-of-a-group-is-replaced-by-the-id": on("GET /Groups/:id?").resources((group) => ({
      ...group,
      externalId: group["id"],
    })),
  },
});

/** What answers about groups must be like, as those about users are. */
export const moreGroupChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [
  otherType,
  atomic,
  longName,
  externalId,
]);

/** A PUT may be refused; what it stores it stores as it is. */
async function verifyChanged(t: CheckContext, path: Path, body: JsonObject): Promise<void> {
  const put = await t.put(path, body);
  if (!isSuccess(put)) return;
  const sent = body["externalId"];
  await t.eventually(reading(t, path), (read) =>
    verify(read, { after: put })
      .at("externalId")
      .holds(shown(sent), (found) => found === sent || typeof found !== "string"),
  );
}

function cutName(group: JsonObject, length: number): JsonObject {
  return { ...group, displayName: String(group["displayName"]).slice(0, length) };
}
