import {
  idOf,
  isPresent,
  pathTo,
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isObject,
  isSuccess,
  makeIfTaken,
  mediaTypeOf,
  on,
  SCIM_MEDIA_TYPE,
  shown,
  valueAt,
  verify,
  withHeader,
} from "../../src/kit/index.ts";
import { isCrash } from "./words/is-crash.ts";
import type { Check, CheckContext, Json, Reply, Wrap } from "../../src/kit/index.ts";

/** Letters that need two bytes, and three. */
const SHORTER = "Žofia 王小明";

const acceptScim = defineCheck({
  id: "protocol.media-type.accept-scim",
  title: "Accept: application/scim+json is honoured",
  rule: "RFC7644-3.8-02",
  advice:
    "Serve application/scim+json to clients that ask for it: Okta sends this header with every request and fails on 406.",
  run: async (t) => {
    const { path } = await t.make.user();
    await t.eventually(() => t.get(path, { headers: { accept: "application/scim+json" } }), verifyScim);
  },
  defects: {
    "accept-scim-is-406": refusesAccept(/scim\+json/),
    "accept-scim-gives-xml": on("GET /Users/:id").response(
      () => new Response("<User/>", { headers: { "content-type": "application/xml" } }),
    ),
    "accept-scim-answered-as-text": on("GET").response((r, request) =>
      /scim/.test(request.headers.get("accept") ?? "") ? withHeader(r, "content-type", "text/plain") : r,
    ),
  },
});

const acceptJson = defineCheck({
  id: "protocol.media-type.accept-json",
  title: "Accept: application/json is honoured",
  rule: "RFC7644-3.8-03",
  advice: "Serve JSON to clients that ask for application/json.",
  run: async (t) => judgeUser(t, { accept: "application/json", judge: verifyUser }),
  defects: {
    "accept-json-is-406": refusesAccept(/application\/json/),
    "accept-json-gives-xml": on("GET /Users/:id").answer((request, next) =>
      request.headers.get("accept") === "application/json"
        ? new Response("<User/>", { headers: { "content-type": "application/xml" } })
        : next(request),
    ),
  },
});

const noAccept = defineCheck({
  id: "protocol.media-type.no-accept",
  title: "Without an Accept header the answer is application/scim+json",
  rule: "RFC7644-3.8-04",
  advice: "Make application/scim+json the format that is served when a request does not ask for one.",
  run: async (t) => judgeUser(t, { accept: null, judge: verifyScim }),
  defects: {
    "no-accept-is-406": refusesAccept(/^$/),
    "no-accept-gives-html": on("GET").response((r, request) =>
      request.headers.has("accept") ? r : withHeader(r, "content-type", "text/html; charset=utf-8"),
    ),
  },
});

const contentType = defineCheck({
  id: "protocol.media-type.content-type",
  title: "Bodies of the type application/scim+json are taken, with a charset and without",
  rule: ["RFC7644-3.8-05", "RFC7644-3.8-11"],
  advice: "Register application/scim+json as a JSON type with the framework's body parser, whatever parameters follow.",
  run: async (t) => {
    const plain = await createAs(t, "application/scim+json");
    const marked = await createAs(t, "application/scim+json; charset=utf-8");
    if (!isSuccess(plain) && !isSuccess(marked)) await skipUnlessTaken(t, "application/json");
    verify(plain, { rule: "RFC7644-3.8-05", others: [marked] }).succeeds();
    verify(marked, { rule: "RFC7644-3.8-11", others: [plain] }).succeeds();
  },
  defects: {
    "scim-content-type-is-415": breaking("RFC7644-3.8-05", refusesType(/^application\/scim\+json$/)),
    "scim-content-type-not-parsed": breaking(
      "RFC7644-3.8-05",
      on("POST").request((request) =>
        request.headers.get("content-type") === "application/scim+json"
          ? new Request(request.url, { method: "POST", headers: request.headers, body: "{}" })
          : request,
      ),
    ),
    "only-application-json-is-taken": breaking("RFC7644-3.8-05", refusesType(/scim/)),
    "content-type-with-charset-is-415": breaking("RFC7644-3.8-11", refusesType(/charset/)),
  },
});

const utf8 = defineCheck({
  id: "protocol.media-type.utf-8",
  title: "Letters of all scripts come back as they were sent",
  rule: "RFC7644-3.8-01",
  advice: "Read and write bodies as UTF-8, and give the database columns a character set that holds all of Unicode.",
  run: async (t) => {
    const place = await keptName(t);
    const sent = "Žofia Łukasiewicz-Ñandú 王小明";
    const user = await makeIfTaken(t, { overrides: withText(t, place, sent) });
    if (user === undefined) return t.skip("the target refuses names with letters of other scripts");
    await t.eventually(
      () => t.get(user.path),
      (reply) => verifyText(reply, { place, sent }),
    );
  },
  defects: {
    "requests-read-as-latin-1": readsAsLatin1(),
    "database-without-unicode": on("/Users/:id?").resources((user) =>
      JSON.parse(JSON.stringify(user).replaceAll(/[\u0100-\uffff]/g, "?")),
    ),
  },
});

const fourBytes = defineCheck({
  id: "protocol.media-type.four-bytes",
  title: "Letters of four bytes, such as rare characters and emoji, come back as they were sent or are refused",
  rule: "RFC7644-3.8-01",
  advice:
    "Give the database columns a character set that holds all of Unicode (utf8mb4 in MySQL), or refuse with 400 what they do not hold.",
  run: async (t) => {
    const place = await keptName(t);
    const sent = "Zi 𠮷田 😀 end";
    const plain = await makeIfTaken(t, { overrides: withText(t, place, SHORTER) });
    if (plain === undefined) return t.skip("the target refuses names with letters of other scripts");
    const isKept = (read: Reply): boolean => isTextOf(valueAt(read.body, ...place), SHORTER);
    if (!isKept(await t.settle(() => t.get(plain.path), isKept)))
      t.skip("shorter letters are lost too; see protocol.media-type.utf-8");
    const reply = await t.post("/Users", { ...t.make.userBody(), ...withText(t, place, sent) });
    verifyTakenOrRefused(reply);
    const id = isSuccess(reply) ? idOf(reply.body) : undefined;
    if (id === undefined) return t.skip(`the target does not take such letters: ${describeOutcome(reply)}`);
    await t.eventually(
      () => t.get(pathTo`/Users/${id}`),
      (read) => verifyText(read, { place, sent, after: reply }),
    );
    if (!isPresent(t.capabilities.groups)) return;
    const { displayName } = t.make.groupBody();
    verifyTakenOrRefused(
      await t.post("/Groups", t.make.groupBody({ overrides: { displayName: `${displayName} 😀` } })),
    );
  },
  defects: {
    "letters-of-four-bytes-crash": on("POST", { body: (body) => isBeyond16Bits(JSON.stringify(body)) }).answer(() =>
      errorResponse(500, "Incorrect string value for column"),
    ),
    "letters-of-four-bytes-crash-in-groups": on("POST /Groups", {
      body: (body) => isBeyond16Bits(JSON.stringify(body)),
    }).answer(() => errorResponse(500, "Incorrect string value for column")),
    "text-ends-at-a-letter-of-four-bytes": on("POST").sent((body) =>
      JSON.parse(JSON.stringify(body).replaceAll(/[\u{10000}-\u{10ffff}][^"]*/gu, "")),
    ),
  },
});

/** Formats of requests and answers. */
export const mediaTypeChecks: readonly Check[] = [acceptScim, acceptJson, noAccept, contentType, utf8, fourBytes];

interface SentText {
  readonly place: Place;
  readonly sent: string;
  readonly after?: Reply;
}

/** Throws unless a name is the text that was sent, in whatever normalization. */
function verifyText(read: Reply, { place, sent, after }: SentText): void {
  verify(read, after === undefined ? {} : { after })
    .at(...place)
    .holds(shown(sent), (found) => isTextOf(found, sent));
}

function isTextOf(found: Json | undefined, sent: string): boolean {
  return typeof found === "string" && found.normalize("NFC") === sent.normalize("NFC");
}

function isBeyond16Bits(text: string): boolean {
  return /[\u{10000}-\u{10ffff}]/u.test(text);
}

function verifyTakenOrRefused(reply: Reply): void {
  const sentence = `${describeRequest(reply)} with letters of four bytes answers ${describeOutcome(reply)}`;
  verify(reply).that(!isCrash(reply), sentence, { expected: ["a success", "a 4xx that says what is wrong"] });
}

/** A request for a user. */
interface Reading {
  /** The Accept header; null for none. */
  readonly accept: string | null;
  readonly judge: (reply: Reply) => void;
}

/** Judges a GET of a new user who can be read with the Accept header that a client of SCIM sends. */
async function judgeUser(t: CheckContext, { accept, judge }: Reading): Promise<void> {
  const { path } = await t.make.user();
  await t.supposing("users.read.found", () => t.get(path), verifyUser);
  await t.eventually(() => t.get(path, { headers: { accept } }), judge);
}

/** Throws unless the answer is a resource in JSON. */
function verifyUser(reply: Reply): void {
  verify(reply).status(200).object();
}

/** Throws unless the answer is a resource in JSON, marked as such. */
function verifyScim(reply: Reply): void {
  verifyUser(reply);
  const isJson = (found = ""): boolean => [SCIM_MEDIA_TYPE, "application/json"].includes(mediaTypeOf(found));
  // Which of the two it must be is for traffic.http.media-type.
  verify(reply).header("Content-Type").holds(`${SCIM_MEDIA_TYPE} or application/json`, isJson);
}

/** The names that lead to an attribute or a sub-attribute. */
type Place = readonly [string, ...string[]];

/** The first name attribute that the target keeps when it is plain ASCII; displayName last, as it may be derived. */
async function keptName(t: CheckContext): Promise<Place> {
  const places: readonly Place[] = [["name", "familyName"], ["name", "givenName"], ["displayName"]];
  const user = await t.make.user();
  const found = await user.read();
  const kept = places.find((place) => {
    const sent = valueAt(user.sent, ...place);
    return sent !== undefined && valueAt(found, ...place) === sent;
  });
  return kept ?? t.skip("the target keeps neither displayName nor a part of name");
}

/** Overrides that give an attribute of the template this text. */
function withText(t: CheckContext, [name, sub]: Place, text: string): Readonly<Record<string, Json>> {
  const whole = valueAt(t.make.userBody(), name);
  return { [name]: sub === undefined ? text : { ...(isObject(whole) ? whole : {}), [sub]: text } };
}

/** POSTs the template's user with this Content-Type. */
async function createAs(t: CheckContext, type: string): Promise<Reply> {
  return t.post("/Users", t.make.userBody(), { headers: { "content-type": type } });
}

/** A target that refuses this user in any format says nothing about formats. */
async function skipUnlessTaken(t: CheckContext, type: string): Promise<void> {
  const reply = await createAs(t, type);
  if (!isSuccess(reply)) {
    t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)} whatever the Content-Type is`);
  }
}

function refusesType(pattern: RegExp): Wrap {
  return on("POST").response((response, request) =>
    pattern.test(request.headers.get("content-type") ?? "") ? errorResponse(415, "Send JSON.") : response,
  );
}

function refusesAccept(pattern: RegExp): Wrap {
  return on("GET").answer((request, next) =>
    pattern.test(request.headers.get("accept") ?? "")
      ? errorResponse(406, "This format is not served.")
      : next(request),
  );
}

function readsAsLatin1(): Wrap {
  return on("POST").request(async (request) => {
    const text = Buffer.from(await request.arrayBuffer()).toString("latin1");
    return new Request(request.url, { method: "POST", headers: request.headers, body: text });
  });
}
