import {
  defineCheck,
  errorResponse,
  getIgnoreCase,
  isObject,
  isSuccess,
  on,
  shown,
  verify,
  withBody,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json } from "../../../src/kit/index.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { objectAt, pushNewUser } from "../words/okta-user.ts";
import { readFound } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { profileOf, verifyProfile } from "../words/verify-user.ts";

const accept = defineCheck({
  id: "okta.headers.accept",
  title: "Requests with Okta's headers (Accept: application/scim+json, Accept-Charset: utf-8) are not refused",
  rule: okta({
    id: "OKTA-headers-01",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/scim-provisioning-returning-sync-user-in-external-application-failure",
    requirement: "Okta sends a bare Accept: application/scim+json and Accept-Charset: utf-8 with every request.",
  }),
  blocks: ["create", "update", "deactivate", "import"],
  advice:
    "Let the HTTP stack accept application/scim+json and ignore Accept-Charset; look at proxies and frameworks too.",
  run: async (t) => {
    verify(await send(t, connectorTest())).status(200);
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
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta names a charset parameter in the Content-Type of every body that it sends.",
  }),
  blocks: ["create", "update", "deactivate"],
  advice: "Match the media type without its parameters, and register application/scim+json with the JSON body parser.",
  run: async (t) => {
    const body = t.make.userBody();
    const reply = await pushNewUser(t, body);
    if (!isSuccess(reply)) await skipUnlessTakenAsJson(t);
    verify(reply).succeeds();
    const id = isObject(reply.body) ? getIgnoreCase(reply.body, "id") : undefined;
    if (typeof id !== "string") return t.skip("the create is answered without an id, so nothing can be read back");
    verifyProfile(await readFound(t, id), { userName: body.userName });
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
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta says charset=utf-8 with every body: what is in it is read as UTF-8 and returned unchanged.",
  }),
  blocks: ["create", "update"],
  advice: "Read and write bodies as UTF-8, and give the database columns a character set that holds all of Unicode.",
  also: ["requests-read-as-latin-1", "database-without-unicode"],
  run: async (t) => {
    const plain = t.make.userBody();
    const { givenName, familyName } = profileOf(plain);
    if (givenName === undefined || familyName === undefined)
      t.skip("the profile's template has no first and last name");
    const reply = await pushNewUser(t, { ...plain, name: { ...objectAt(plain, "name"), ...LETTERS } });
    const id = isObject(reply.body) ? getIgnoreCase(reply.body, "id") : undefined;
    // A server may hold names against rules of its own, and keep none: other checks judge plain ones.
    if (!isSuccess(reply) || typeof id !== "string")
      return t.skip("the target refuses names with letters of other scripts");
    const read = verify(await readFound(t, id));
    for (const [part, sent] of Object.entries(LETTERS)) {
      const name = read.at("name", part);
      if (name.value !== undefined) name.holds(shown(sent), (found) => isSameText(found, sent));
    }
  },
  defects: {
    "body-read-as-ascii": on("POST|PUT").sent((body) =>
      Object(JSON.parse(JSON.stringify(body).replaceAll(/[\u0080-\uffff]/g, "\ufffd"))),
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

/** A target that refuses the user in any format refuses something else than the media type. */
async function skipUnlessTakenAsJson(t: CheckContext): Promise<void> {
  const headers = { "content-type": "application/json" };
  const reply = await t.post("/Users", t.make.userBody({ label: "json" }), { headers });
  if (!isSuccess(reply)) t.skip("the target refuses the user in plain JSON too; see okta.create.answer");
}

/** What Okta needs of the way in which headers are read. */
export const headerChecks: readonly Check[] = [accept, contentType, utf8];
