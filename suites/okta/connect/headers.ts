import {
  idOf,
  defineCheck,
  errorResponse,
  isSuccess,
  on,
  shown,
  verify,
  withBody,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply } from "../../../src/kit/index.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { CAPTURED_PUT, okta } from "../words/clause.ts";
import { newUser, objectAt, pushNewUser, skipUnlessTaken } from "../words/okta-user.ts";
import { supposeRead } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { profileOf } from "../words/verify-user.ts";

const accept = defineCheck({
  id: "okta.headers.accept",
  title: "Requests with Okta's headers (Accept: application/scim+json, Accept-Charset: utf-8) are not refused",
  rule: okta({
    id: "OKTA-headers-01",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/scim-provisioning-returning-sync-user-in-external-application-failure",
    requirement: "Okta sends a bare Accept: application/scim+json and Accept-Charset: utf-8 with every request.",
  }),
  features: ["create", "update", "deactivate", "import"],
  advice:
    "Let the HTTP stack accept application/scim+json and ignore Accept-Charset; look at proxies and frameworks too.",
  run: async (t) => {
    const reply = await send(t, connectorTest());
    if (reply.status === 200) return;
    const others = [await listWithout(t)];
    // Who answers both by now has refused the first for another reason, as one does who takes a list of nobody for nothing found.
    const again = await send(t, connectorTest());
    verify(again, { others, although: "it answers 200 without Okta's headers" }).status(200);
  },
  defects: {
    "accept-scim-json-refused": (next) => async (request) =>
      request.headers.get("accept") === "application/scim+json" ? errorResponse(406, "not acceptable") : next(request),
    "accept-charset-refused": (next) => async (request) =>
      request.headers.has("accept-charset") ? errorResponse(406, "no such charset") : next(request),
  },
});

const contentType = defineCheck({
  id: "okta.headers.content-type",
  title: "A body of Content-Type application/scim+json; charset=utf-8 is parsed",
  rule: okta({
    id: "OKTA-headers-02",
    standing: "observed",
    url: CAPTURED_PUT,
    seen: "2026-11-30",
    requirement: "Okta names a charset parameter in the Content-Type of every body that it sends.",
  }),
  features: ["create", "update", "deactivate"],
  advice: "Match the media type without its parameters, and register application/scim+json with the JSON body parser.",
  run: async (t) => {
    const body = t.make.userBody();
    const reply = await pushNewUser(t, body);
    if (!isSuccess(reply)) await skipUnlessTakenAsJson(t);
    verify(reply).succeeds();
    const id = idOf(reply.body);
    if (id === undefined) return t.skip("the create is answered without an id; see okta.create.answer");
    verify(await supposeRead(t, id))
      .at("userName")
      .isLike(body.userName);
  },
  defects: {
    "charset-parameter-refused": (next) => async (request) =>
      /charset/.test(request.headers.get("content-type") ?? "") ? errorResponse(415, "unsupported") : next(request),
    "body-with-charset-not-parsed": (next) => async (request) =>
      next(/charset/.test(request.headers.get("content-type") ?? "") ? withBody(request, {}) : request),
  },
});

/** Letters that need one, two and three bytes in UTF-8. */
const LETTERS = { givenName: "Žofia", familyName: "Ñandú 王" } as const;

const utf8 = defineCheck({
  id: "okta.headers.utf-8",
  title: "Names in letters of all scripts are stored as Okta sends them",
  rule: okta({
    id: "OKTA-headers-03",
    standing: "observed",
    url: CAPTURED_PUT,
    seen: "2026-11-30",
    requirement: "Okta says charset=utf-8 with every body: what is in it is read as UTF-8 and returned unchanged.",
  }),
  features: ["create", "update"],
  advice: "Read and write bodies as UTF-8, and give the database columns a character set that holds all of Unicode.",
  also: ["requests-read-as-latin-1", "database-without-unicode"],
  run: async (t) => {
    const plain = t.make.userBody();
    const { givenName, familyName } = profileOf(plain);
    if (givenName === undefined || familyName === undefined)
      t.skip("the profile's template has no first and last name");
    const reply = await pushNewUser(t, { ...plain, name: { ...objectAt(plain, "name"), ...LETTERS } });
    // A server may have rules of its own for names, but it must not crash.
    if (reply.status >= 400 && reply.status < 500) t.skip("the target refuses names with letters of other scripts");
    if (!isSuccess(reply)) await skipUnlessTaken(t);
    verify(reply).succeeds();
    const id = idOf(reply.body);
    if (id === undefined) return t.skip("the create is answered without an id; see okta.create.answer");
    const read = verify(await supposeRead(t, id));
    const names = Object.entries(LETTERS).filter(([part]) => read.at("name", part).value !== undefined);
    if (names.length === 0) t.skip("the target shows neither the first nor the last name; see okta.create.profile");
    for (const [part, sent] of names) read.at("name", part).holds(shown(sent), (found) => isSameText(found, sent));
  },
  defects: {
    "body-read-as-ascii": on("POST|PUT").sent((body) =>
      Object(JSON.parse(JSON.stringify(body).replaceAll(/[\u0080-\uffff]/g, "\ufffd"))),
    ),
    "letters-beyond-ascii-crash": on("POST /Users", { body: (body) => !/^[ -~]*$/.test(JSON.stringify(body)) }).answer(
      () => errorResponse(500, "UnicodeEncodeError"),
    ),
    "answers-written-as-latin-1": on("/Users/:id?").resources((user) =>
      JSON.parse(Buffer.from(JSON.stringify(user)).toString("latin1")),
    ),
  },
});

/** Composed and decomposed letters are the same text. */
function isSameText(found: Json | undefined, sent: string): boolean {
  return typeof found === "string" && found.normalize("NFC") === sent.normalize("NFC");
}

/** The list without Okta's headers. A target that refuses that too refuses something else. */
async function listWithout(t: CheckContext): Promise<Reply> {
  const reply = await t.get(connectorTest().path, { headers: { accept: "*/*" } });
  const isListed = reply.status === 200;
  return isListed ? reply : t.skip("the target gives no list without Okta's headers either; see okta.connector.list");
}

/** A target that refuses the same body in any format refuses something else than the media type. */
async function skipUnlessTakenAsJson(t: CheckContext): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { path, body = {} } = newUser(t.make.userBody({ label: "json" }));
  const reply = await t.post(path, body, { headers });
  if (isSuccess(reply) || isSuccess(await t.post(path, without(body, "password"), { headers }))) return;
  t.skip("the target refuses the user in plain JSON too; see okta.create.answer");
}

/** What Okta needs of the way in which headers are read. */
export const headerChecks: readonly Check[] = [accept, contentType, utf8];
