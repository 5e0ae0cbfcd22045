import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResources } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import type { Path } from "../../../src/scim/request-path.ts";
import { instantAt, metaOf, withMeta } from "../../../src/kit/reading/meta-of.ts";
import { putBack } from "../words/put-back.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import type { ReadBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { changed, isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

const PUT = { method: "PUT", path: /^\/Users\/[^/]+$/ };
const USERS = /^\/Users(?:\/[^/]+)?$/;

const FALSE_META = {
  resourceType: "Robot",
  created: "2001-01-01T00:00:00Z",
  location: "https://example.invalid/Users/x",
};

const readOnly = defineCheck({
  id: "users.replace.read-only-ignored",
  title: "PUT takes no notice of readOnly values in its body",
  clause: rfc("RFC7644-3.5.1-07", "RFC7643-3.1-14", "RFC7643-7-12"),
  blocks: ["update"],
  advice:
    "Drop id, meta and other readOnly attributes from the body of a PUT: do not store them and do not refuse them.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await putBack(t, user);
    const reply = await t.put(user.path, withMeta(before, FALSE_META));
    verifyThat(isSuccess(reply), reply, {
      reason: "PUT refuses a body because of the meta in it",
      expected: "status 200, the readOnly values ignored",
      actual: describeOutcome(reply),
    });
    verifyUnchanged(before, await readBack(t, user.path));
  },
  defects: [
    {
      name: "put-takes-over-created",
      breaks: "RFC7643-3.1-14",
      wrap: showSent({ path: USERS }, (user, sent) => withMeta(user, onlyFalse(sent, "created"))),
    },
    {
      name: "put-takes-over-the-resource-type",
      breaks: "RFC7643-7-12",
      wrap: showSent({ path: USERS }, (user, sent) => withMeta(user, onlyFalse(sent, "resourceType"))),
    },
    {
      name: "put-refuses-read-only-attributes",
      breaks: "RFC7644-3.5.1-07",
      wrap: answerInstead({ ...PUT, body: (sent) => valueAt(sent, "meta", "resourceType") === "Robot" }, () =>
        errorResponse(400, "Attribute meta is readOnly.", "mutability"),
      ),
    },
  ],
});

const id = defineCheck({
  id: "users.replace.id-ignored",
  title: "PUT does not change the id, whatever id the body has",
  clause: rfc("RFC7644-3.5.1-08"),
  blocks: ["update"],
  advice: "Take the id from the URL of a PUT and ignore the one in the body.",
  run: async (t) => {
    const user = await t.make.user();
    const resource = await putBack(t, user);
    const reply = await t.put(user.path, changed(resource, { id: `other-${t.runId}` }));
    // RFC 7644 section 3.5.1 has a 400 in its example.
    verifyThat(isSuccess(reply) || reply.status === 400, reply, {
      reason: "PUT with another id in the body fails",
      expected: ["status 200 and the id as it was", "status 400"],
      actual: describeOutcome(reply),
    });
    const there = await t.get(user.path);
    for (const answer of [reply, there].filter((one) => (isSuccess(one) && isObject(one.body)) || one === there)) {
      verifyThat(valueAt(answer.body, "id") === user.id, answer, {
        reason: "The id of a user has changed with a PUT",
        expected: shown(user.id),
        actual: there.status === 404 ? "status 404" : shown(valueAt(answer.body, "id")),
        at: "/id",
      });
    }
  },
  defects: [
    {
      name: "put-takes-the-id-of-the-body",
      breaks: "RFC7644-3.5.1-08",
      wrap: showSent({ path: USERS }, (user, sent) => ({ ...user, id: sent["id"] ?? user["id"] })),
    },
    {
      name: "put-looks-for-the-id-of-the-body",
      breaks: "RFC7644-3.5.1-08",
      wrap: answerInstead({ ...PUT, body: (sent) => String(valueAt(sent, "id")).startsWith("other-") }, () =>
        errorResponse(404, "There is no such user."),
      ),
    },
  ],
});

/** What two readings of one instant may differ by. */
const LATITUDE_MS = 1000;
const PAUSES_MS = [2000, 4000] as const;

const dates = defineCheck({
  id: "users.replace.dates",
  title: "A change moves meta.lastModified forward and leaves meta.created alone",
  clause: rfc("RFC7643-3.1-16", "RFC7643-3.1-18"),
  advice: "Set meta.lastModified to now with each change, and meta.created once and for all at the create.",
  run: async (t) => {
    const user = await t.make.user();
    const before = (await readBack(t, user.path)).resource;
    if (instantAt(before, "created") === undefined || instantAt(before, "lastModified") === undefined) {
      t.skip("the user has no meta.created or no meta.lastModified");
    }
    let after = before;
    // Equal instants are judged after a second, longer pause: a server may keep whole seconds only.
    for (const [round, pause] of PAUSES_MS.entries()) {
      await t.pause(pause);
      after = await renamed(t, user.path, `Fam${round}${t.runId}`);
      if ((instantAt(after, "lastModified") ?? 0) > (instantAt(before, "lastModified") ?? 0)) break;
    }
    const { reply } = await readBack(t, user.path);
    const gap = Math.abs((instantAt(after, "created") ?? Number.NaN) - (instantAt(before, "created") ?? Number.NaN));
    verifyThat(gap < LATITUDE_MS, reply, {
      reason: "meta.created has changed with a PUT",
      expected: shown(valueAt(before, "meta", "created")),
      actual: shown(valueAt(after, "meta", "created")),
      at: "/meta/created",
    });
    verifyThat((instantAt(after, "lastModified") ?? 0) > (instantAt(before, "lastModified") ?? 0), reply, {
      reason: "meta.lastModified has not moved forward with a change",
      expected: `later than ${shown(valueAt(before, "meta", "lastModified"))}`,
      actual: shown(valueAt(after, "meta", "lastModified")),
      at: "/meta/lastModified",
    });
  },
  defects: [
    {
      name: "created-moves-with-each-change",
      breaks: "RFC7643-3.1-16",
      wrap: tamperResources({ path: USERS }, (user) =>
        withMeta(user, { created: valueAt(user, "meta", "lastModified") }),
      ),
    },
    {
      name: "last-modified-never-moves",
      breaks: "RFC7643-3.1-18",
      wrap: tamperResources({ path: USERS }, (user) =>
        withMeta(user, { lastModified: valueAt(user, "meta", "created") }),
      ),
    },
  ],
});

/** What PUT must leave to the server. */
export const replaceServerValueChecks: readonly Check[] = [readOnly, id, dates];

/** Changes the family name and gives the user as GET shows him then; a skip when the change does not show. */
async function renamed(t: CheckContext, path: Path, familyName: string): Promise<JsonObject> {
  const { resource } = await readBack(t, path);
  const name = valueAt(resource, "name");
  const reply = await t.put(path, changed(resource, { name: changed(isObject(name) ? name : {}, { familyName }) }));
  const isChanged = (read: JsonObject): boolean => valueAt(read, "name", "familyName") === familyName;
  if (!isSuccess(reply)) t.skip("PUT of another family name is refused");
  const after = (await readBack(t, path, isChanged)).resource;
  return isChanged(after) ? after : t.skip("PUT of another family name has no effect; see users.replace.values");
}

function verifyUnchanged(before: JsonObject, { reply, resource }: ReadBack): void {
  for (const path of [["id"], ["meta", "resourceType"], ["meta", "location"]]) {
    verifyThat(valueAt(resource, ...path) === valueAt(before, ...path), reply, {
      reason: `PUT takes over the ${path.join(".")} that the client sent`,
      expected: shown(valueAt(before, ...path)),
      actual: shown(valueAt(resource, ...path)),
      at: `/${path.join("/")}`,
    });
  }
  const gap = Math.abs((instantAt(resource, "created") ?? Number.NaN) - (instantAt(before, "created") ?? Number.NaN));
  verifyThat(isUnassigned(valueAt(before, "meta", "created")) || gap < LATITUDE_MS, reply, {
    reason: "PUT takes over the meta.created that the client sent",
    expected: shown(valueAt(before, "meta", "created")),
    actual: shown(valueAt(resource, "meta", "created")),
    at: "/meta/created",
  });
}

/** The member of a client's meta when it is one of the false values that a check sends. */
function onlyFalse(sent: JsonObject, name: keyof typeof FALSE_META): JsonObject {
  return metaOf(sent)[name] === FALSE_META[name] ? { [name]: FALSE_META[name] } : {};
}
