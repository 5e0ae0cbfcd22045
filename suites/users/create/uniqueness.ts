import {
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  ERROR_URN,
  isObject,
  isPresent,
  isSuccess,
  isUnassigned,
  itemsAt,
  keepInList,
  matchedValue,
  named,
  on,
  pathOfNew,
  readBack,
  readJson,
  readThrough,
  remembering,
  sameText,
  shown,
  valueAt,
  valuesOf,
  verify,
  withBody,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  FetchHandler,
  JsonObject,
  OwnUser,
  Reply,
  UserBody,
  Wrap,
} from "../../../src/kit/index.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";
import { isTiedToEmail } from "../words/was-taken.ts";

const CREATE = "POST /Users";

const conflict = defineCheck({
  id: "users.create.duplicate",
  title: "POST /Users with a userName that is taken answers 409 uniqueness",
  rule: "RFC7644-3.3-08",
  advice:
    'Refuse a userName that somebody has with 409 and scimType "uniqueness", and say in detail which userName it is.',
  run: async (t) => {
    const first = await t.make.user();
    const second = await t.post("/Users", otherUser(t, first.sent.userName));
    const { emails } = first.sent;
    const isTied = !isUnassigned(emails) && second.status !== 409 && (await isTiedToEmail(t, second));
    if (!isTied) verifyConflict(second, first);
    if (isUnassigned(emails)) return;
    // A taken e-mail may be found before the userName is looked at, by code of its own.
    verifyConflict(await t.post("/Users", { ...otherUser(t, first.sent.userName), emails }), first);
    const namesake = await t.post("/Users", t.make.userBody({ overrides: { emails, externalId: undefined } }));
    if (namesake.status === 409) verifyConflict(namesake, first);
  },
  defects: {
    "duplicate-answers-400": on(CREATE).response((response) =>
      response.status === 409 ? withStatus(response, 400) : response,
    ),
    "duplicate-without-scim-type": tamperErrorBody(CREATE, (error) => without(error, "scimType")),
    "duplicate-with-a-scim-type-of-its-own": tamperErrorBody(CREATE, (error) => ({
      ...error,
      scimType: "userNameExists",
    })),
    "duplicate-with-the-status-of-another-error": tamperErrorBody(CREATE, (error) => ({ ...error, status: "400" })),
    "taken-e-mail-is-a-conflict-without-scim-type": refuseEmails((error) => without(error, "scimType")),
    "taken-e-mail-is-an-invalid-value": refuseEmails((error) => ({ ...error, scimType: "invalidValue" }), "alone"),
    "duplicate-is-taken-for-an-update": on(CREATE).response((response) =>
      response.status === 409 ? Response.json({ id: "1", userName: "x" }, { status: 200 }) : response,
    ),
  },
});

const unique = defineCheck({
  id: "users.create.user-name-unique",
  title: "No two users have the same userName",
  rule: "RFC7643-4.1.1-03",
  advice: "Put a unique index on userName, so that two POSTs never leave two users with one name.",
  run: async (t) => {
    const first = await t.make.user();
    await verifyApart(t, "RFC7643-4.1.1-03", {
      first,
      second: await t.post("/Users", otherUser(t, first.sent.userName)),
    });
  },
  defects: {
    "user-names-need-not-be-unique": storingNames((userName) => `${userName}~${crypto.randomUUID()}`),
    "duplicate-is-refused-and-stored": storeRefused,
  },
});

const caseless = defineCheck({
  id: "users.create.user-name-unique-in-any-case",
  title: "No two users have a userName that differs in letter case only",
  rule: ["RFC7643-4.1.1-04", "RFC7644-3.3-08"],
  advice: "Compare userNames without regard to letter case when you look for one that is taken.",
  run: async (t) => {
    const first = await t.make.user({ label: "MixEd" });
    const same = await t.post("/Users", otherUser(t, first.sent.userName));
    if (isSuccess(same)) {
      t.skip(`POST /Users with a taken userName answers ${same.status}; see users.create.user-name-unique`);
    }
    const second = await t.post("/Users", otherUser(t, first.sent.userName.toLowerCase()));
    await verifyApart(t, "RFC7643-4.1.1-04", { first, second });
    if (isSuccess(second)) return;
    // A crash may be what keeps the names apart, and is no answer to a client all the same.
    verify(second, { rule: "RFC7644-3.3-08", others: [first.reply] }).doesNotSucceed(
      "the userName is taken in another letter case",
    );
    if (second.status === 409) return;
    const outcome = `${describeRequest(second)} answers ${describeOutcome(second)}`;
    t.note(second, `${outcome}, not 409, to a userName that is taken in another letter case`);
  },
  also: ["duplicate-is-refused-and-stored"],
  defects: {
    "user-names-are-unique-by-letter-case": breaking(
      "RFC7643-4.1.1-04",
      storingNames((userName) => `${userName}~${Buffer.from(userName).toString("hex")}`),
    ),
    "user-name-in-other-case-answers-201-without-an-id": breaking("RFC7643-4.1.1-04", answerWithoutId()),
    "user-name-in-other-case-crashes": breaking(
      "RFC7644-3.3-08",
      on(CREATE).response(async (response, request) => {
        const name = String(valueAt(await readJson(request), "userName"));
        return response.status === 409 && name === name.toLowerCase()
          ? errorResponse(500, "duplicate key value violates unique constraint")
          : response;
      }),
    ),
  },
});

/** How userNames must stay unique. */
export const createUniquenessChecks: readonly Check[] = [conflict, unique, caseless];

/** Somebody else with this userName: the e-mail and all else differ. */
function otherUser(t: CheckContext, userName: string): UserBody {
  return t.make.userBody({ overrides: { userName, externalId: undefined } });
}

/** The rules that no two users have one userName, in its own letter case or in any. */
type UniqueRule = "RFC7643-4.1.1-03" | "RFC7643-4.1.1-04";

/** A user, and the answer to a create of somebody else with that userName. */
interface Pair {
  readonly first: OwnUser;
  readonly second: Reply;
}

/** Throws unless a create is refused as one of somebody who is there. */
function verifyConflict(reply: Reply, first: OwnUser): void {
  const answer = verify(reply, { others: [first.reply] }).status(409);
  answer.at("scimType").is("uniqueness");
  answer.at("status").is("409");
}

/** Throws when a POST that named somebody's userName has left two users of that name, be it refused or not. */
async function verifyApart(t: CheckContext, rule: UniqueRule, pair: Pair): Promise<void> {
  const { first, second } = pair;
  if (isSuccess(second)) return verifyDiffers(t, rule, pair);
  const isSeen =
    isPresent(t.capabilities.filter) &&
    (await t.stays(
      () => t.query("/Users", named(first)),
      (reply) => verifyOneListed(reply, rule, pair),
    ));
  if (!isSeen) t.note(second, `POST /Users answers ${describeOutcome(second)}, and no filter tells what it left`);
}

/** False when nobody is found: a filter that does not work is the business of other checks. */
function verifyOneListed(reply: Reply, rule: UniqueRule, { first, second }: Pair): boolean {
  const { userName } = first.sent;
  const namesakes = itemsAt(reply.body, "Resources").filter((user) => sameText(valueAt(user, "userName"), userName));
  verify(reply, { rule, after: second, although: "the second one was refused", others: [first.reply] })
    .at("Resources")
    .holds(`one user ${userName} at most`, () => namesakes.length < 2);
  return namesakes.length > 0;
}

async function verifyDiffers(t: CheckContext, rule: UniqueRule, { first, second }: Pair): Promise<void> {
  // A success that says nothing of another user is the second one of that name.
  if (!namesSomebody(second)) verify(second, { rule, others: [first.reply] }).doesNotSucceed("the userName is taken");
  const secondPath = pathOfNew(t, second);
  if (secondPath === first.path) t.skip("POST /Users with a taken userName answers with the user who has it");
  const one = (await readBack(t, first.path)).reply;
  const other = (await readBack(t, secondPath)).reply;
  const [taken, name] = [one, other].map(({ body }) => valueAt(body, "userName"));
  const whose = `${first.path}, who was made as ${shown(first.sent.userName)}`;
  verify(other, { rule }).that(!sameText(name, taken), `${describeRequest(other)} shows the userName of ${whose}`, {
    expected: `another userName than that of ${whose}`,
    at: ["userName"],
    others: [one],
  });
}

/** A server that says 201 to a name that is taken in another letter case, and shows a user without an id. */
function answerWithoutId(): Wrap {
  return remembering(() => {
    const names = new Map<string, string>();
    return on(CREATE).answer(async (request, next) => {
      const userName = String(valueAt(await readJson(request), "userName"));
      const taken = names.get(userName.toLowerCase());
      names.set(userName.toLowerCase(), userName);
      const isOther = taken !== undefined && taken !== userName;
      return isOther ? Response.json({ userName }, { status: 201 }) : next(request);
    });
  });
}

/** A server that refuses an e-mail that is taken with an error of its own; `alone` means that the userName is looked at first. */
function refuseEmails(change: (error: JsonObject) => JsonObject, which: "first" | "alone" = "first"): Wrap {
  return remembering(() => {
    const taken = new Set<string>();
    return on(CREATE).answer(async (request, next) => {
      const emails = valuesOf(await readJson(request), "emails").join();
      const plain = { status: "409", scimType: "uniqueness", detail: "The e-mail is taken.", schemas: [ERROR_URN] };
      const refusal = Response.json(change(plain), { status: 409 });
      const isTaken = taken.has(emails);
      if (isTaken && which === "first") return refusal;
      const response = await next(request);
      if (response.ok) taken.add(emails);
      return response.ok && isTaken ? refusal : response;
    });
  });
}

/** True for an answer that tells where the user is that it speaks of. */
function namesSomebody(reply: Reply): boolean {
  return !isUnassigned(valueAt(reply.body, "id")) || reply.header("location") !== undefined;
}

/** A server whose index of userNames holds something else than the userName; answers show the name as it was. */
function storingNames(toKey: (userName: string) => string): Wrap {
  return (next) => {
    const keyed = (user: JsonObject): JsonObject =>
      typeof user["userName"] === "string" ? { ...user, userName: toKey(user["userName"]) } : user;
    const store = on("POST|PUT /Users/:id?").sent(keyed);
    const patch = on("PATCH /Users/:id").sent((body) => ({
      ...body,
      Operations: itemsAt(body, "Operations").map(({ path, value, ...operation }) => ({
        ...operation,
        ...(path === undefined ? {} : { path }),
        value: path === "userName" ? toKey(String(value)) : isObject(value) ? keyed(value) : (value ?? null),
      })),
    }));
    const show = on("/Users/:id?").resources((user) => ({
      ...user,
      userName: String(user["userName"]).replace(/~.*$/s, ""),
    }));
    return show(store(patch(next)));
  };
}

/** A server that refuses a userName that is taken, and has stored the user by then: filters find both. */
function storeRefused(next: FetchHandler): FetchHandler {
  const store = on(CREATE).answer(async (request, behind) => {
    const response = await behind(request.clone());
    const body = await readJson(request);
    if (response.status === 409 && isObject(body)) {
      await behind(withBody(request, { ...body, userName: `${String(body["userName"])}~${crypto.randomUUID()}` }));
    }
    return response;
  });
  const find = on("GET /Users", { query: (query) => query.has("filter") }).answer(async (request, behind) => {
    const name = matchedValue(request.url);
    const everybody = await readThrough(behind, request, request.url.replace(/\?.*/s, "?count=1000"));
    if (name === undefined || everybody === undefined) return behind(request);
    return Response.json(keepInList(everybody, (user) => sameText(user["userName"], name)));
  });
  const show = on("/Users/:id?").resources((user) => ({
    ...user,
    userName: String(user["userName"]).replace(/~.*$/s, ""),
  }));
  return find(show(store(next)));
}
