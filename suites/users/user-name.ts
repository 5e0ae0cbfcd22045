import {
  breaking,
  changed,
  defineCheck,
  defineFamily,
  eachApart,
  errorResponse,
  isObject,
  isPresent,
  isSuccess,
  on,
  publishedAttribute,
  readBack,
  readJson,
  remembering,
  sameText,
  shown,
  USER_URN,
  valueAt,
  verify,
  withJson,
  withStatus,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Match, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";
import { isCrash } from "../protocol/words/is-crash.ts";
import { reading } from "./words/reading.ts";

/** A request that gives a user another userName. */
type Door = (userName: string) => Promise<Reply>;

const everyDoor = defineCheck({
  id: "users.user-name.unique-at-every-door",
  title:
    "A userName that is taken cannot be had by PUT, by PATCH with a path, nor by PATCH without one, in any letter case",
  rule: ["RFC7643-4.1.1-03", "RFC7643-4.1.1-04"],
  advice:
    "Hold userName unique in the database, without regard to letter case, so that no kind of write goes round it.",
  run: async (t) => {
    const taken = await t.make.user({ label: "MixEd" });
    const user = await t.make.user({ label: "renamed" });
    const userName = valueAt(await taken.read(), "userName");
    if (!sameText(userName, taken.sent.userName)) t.skip("the target does not show the userName that was sent");
    const name = String(userName);
    const isCaseExact = publishedAttribute(t, [USER_URN, "userName"])?.caseExact === true;
    // What POST takes, too, is told by users.create.user-name-unique and users.create.user-name-unique-in-any-case.
    const spellings: string[] = [];
    for (const spelled of [name, ...(isCaseExact ? [] : [name.toLowerCase()])]) {
      const overrides = { userName: spelled, externalId: undefined };
      if (!isSuccess(await t.post("/Users", t.make.userBody({ overrides })))) spellings.push(spelled);
    }
    let judged = 0;
    await eachApart(
      doorsTo(t, user).flatMap((door, index) =>
        spellings.map((spelled) => async () => {
          // A target that lets nobody be renamed says nothing about names that are taken.
          const free = await door(t.make.userBody({ label: `free${index}` }).userName);
          if (!isSuccess(free)) return;
          judged += 1;
          await verifyStaysApart(t, { taken, user, given: await door(spelled), isSpelledOtherwise: spelled !== name });
        }),
      ),
    );
    if (judged === 0) t.skip("the target changes no userName, or takes one twice at POST");
  },
  defects: {
    "put-takes-a-user-name-in-use": breaking("RFC7643-4.1.1-03", takesTaken({ method: "PUT" })),
    "patch-without-a-path-takes-a-user-name-in-use": breaking(
      "RFC7643-4.1.1-03",
      takesTaken({ method: "PATCH", body: (body) => !hasPath(body) }),
    ),
    "patch-takes-a-user-name-in-use-in-other-letters": breaking(
      "RFC7643-4.1.1-04",
      takesTaken({ method: "PATCH", body: (body) => !JSON.stringify(body).includes("MixEd") }),
    ),
  },
});

const notEmpty = defineCheck({
  id: "users.user-name.not-empty-at-every-door",
  title: "Neither PUT nor PATCH, with a path or without one, leaves a user with an empty userName",
  rule: "RFC7643-4.1.1-02",
  advice: "Refuse an empty userName, and null in its place, with 400 invalidValue in every kind of write.",
  run: async (t) => {
    const user = await t.make.user();
    await eachApart(
      doorsTo(t, user).map((door) => async () => {
        const after = await door("");
        if (isCrash(after)) verify(after).refuses("the userName is empty");
        const read = await reading(t, user.path)();
        verify(read, { after, although: "userName is required" })
          .at("userName")
          .holds("a name", (found) => typeof found === "string" && found !== "");
      }),
    );
  },
  defects: {
    "put-empties-a-user-name": emptiesName({ method: "PUT" }),
    "patch-empties-a-user-name": emptiesName({ method: "PATCH", body: (body) => hasPath(body) }),
    "patch-without-a-path-empties-a-user-name": emptiesName({ method: "PATCH", body: (body) => !hasPath(body) }),
    "patch-to-an-empty-user-name-crashes": on({ method: "PATCH", body: namesNobody }).answer(() =>
      errorResponse(500, "Cannot read properties of null"),
    ),
  },
});

/** What holds for userNames, whatever the request. */
export const userNameChecks: readonly Check[] = defineFamily({}, [everyDoor, notEmpty]);

function doorsTo(t: CheckContext, user: OwnUser): readonly Door[] {
  const put: Door = async (userName) => t.put(user.path, changed(await user.read(), { userName }));
  const byPath: Door = (userName) => t.patch(user.path, [{ op: "replace", path: "userName", value: userName }]);
  const withoutPath: Door = (userName) => t.patch(user.path, [{ op: "replace", value: { userName } }]);
  return isPresent(t.capabilities.patch) ? [put, byPath, withoutPath] : [put];
}

/** Two users, and the answer to what would have given the second one the name of the first. */
interface Namesakes {
  readonly taken: OwnUser;
  readonly user: OwnUser;
  readonly given: Reply;
  readonly isSpelledOtherwise: boolean;
}

async function verifyStaysApart(t: CheckContext, { taken, user, given, isSpelledOtherwise }: Namesakes): Promise<void> {
  const rule = isSpelledOtherwise ? "RFC7643-4.1.1-04" : "RFC7643-4.1.1-03";
  if (isCrash(given)) verify(given, { rule }).refuses("the userName is another user's");
  const seen = (await readBack(t, taken.path)).reply;
  const name = valueAt(seen.body, "userName");
  const read = await reading(t, user.path)();
  verify(read, { rule, after: given, others: [seen] })
    .at("userName")
    .holds(`another userName than ${shown(name)}, which is ${taken.path}'s`, (found) => !sameText(found, name));
}

/** A server that holds userNames unique but for such writes. */
function takesTaken(match: Match): Wrap {
  return remembering(() => {
    const names = new Map<string, Json>();
    const take = on(match).response(async (response, request) => {
      const sent = await readJson(request);
      if (response.ok) names.delete(request.url);
      if (response.status !== 409 || !isObject(sent)) return response;
      names.set(request.url, nameIn(sent) ?? null);
      return withJson(withStatus(response, 200), { schemas: [USER_URN], userName: nameIn(sent) ?? null });
    });
    const show = on("GET /Users/:id").body((user, { url }) => ({
      ...user,
      userName: names.get(url) ?? user["userName"],
    }));
    return (next) => show(take(next));
  });
}

/** A server that stores an empty userName that such a write brings. */
function emptiesName(match: Match): Wrap {
  return remembering(() => {
    const nameless = new Set<string>();
    const take = on({ ...match, path: /^\/Users\/./ }).answer(async (request, next) => {
      if (!namesNobody((await readJson(request)) ?? null)) return next(request);
      nameless.add(request.url);
      return new Response(null, { status: 204 });
    });
    const show = on("GET /Users/:id").body((user, { url }) => (nameless.has(url) ? { ...user, userName: "" } : user));
    return (next) => show(take(next));
  });
}

function hasPath(body: Json): boolean {
  return JSON.stringify(body).includes('"path"');
}

function namesNobody(body: Json): boolean {
  return /"userName":""|"path":"userName","value":""/.test(JSON.stringify(body));
}

function nameIn(sent: JsonObject): Json | undefined {
  const [, name] = /"(?:userName|value)":"([^"]+)"/.exec(JSON.stringify(sent["Operations"] ?? {})) ?? [];
  return sent["userName"] ?? name;
}
