import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  followLink,
  isSuccess,
  isUnassigned,
  LIST_RESPONSE_URN,
  on,
  pathOfNew,
  pathTo,
  publishedAttribute,
  readBack,
  showSent,
  USER_URN,
  valueAt,
  verify,
  withMeta,
  without,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, Reply } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { verifyId } from "../words/verify-id.ts";
import { verifyLink } from "../words/verify-link.ts";
import { wasTaken } from "../words/was-taken.ts";

const USER = "GET /Users/:id";

const found = defineCheck({
  id: "users.read.found",
  title: "GET of a user gives 200 and that user",
  rule: "RFC7644-3.4.1-01",
  advice: "Answer GET /Users/{id} with 200 and the one user with that id, not with a list.",
  run: async (t) => {
    const user = await t.make.user();
    await t.eventually(
      () => t.get(user.path),
      (reply) => {
        verify(reply).status(200).object();
        verifyId(reply, ["id"], user);
      },
    );
  },
  defects: {
    "single-user-in-a-list": on(USER).body((user) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [user],
    })),
    "user-not-found-by-the-id-of-the-create": on(USER).answer(() => errorResponse(404, "There is no such user.")),
  },
});

const unknown = defineCheck({
  id: "users.read.unknown",
  title: "GET of an id that nobody has is not a success",
  rule: "RFC7644-3.4.1-02",
  advice: "Answer GET of an unknown id with 404 and a SCIM error, not with 200 and an empty body or list.",
  run: async (t) => {
    // Where nobody is found, it tells nothing that somebody unknown is not.
    await readBack(t, (await t.make.user()).path);
    const reply = await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
    verify(reply).doesNotSucceed("nobody has that id");
  },
  defects: {
    "unknown-user-gives-an-empty-list": on(USER).response((response) =>
      response.status === 404
        ? Response.json({ schemas: [LIST_RESPONSE_URN], totalResults: 0, Resources: [] })
        : response,
    ),
    "get-of-an-unknown-user-crashes": on(USER).response((response) =>
      response.status === 404 ? errorResponse(500, "user is null") : response,
    ),
    "unknown-user-gives-null": on(USER).response((response) =>
      response.status === 404 ? Response.json(null) : response,
    ),
  },
});

const ofGroup = defineCheck({
  id: "users.read.id-of-a-group",
  title: "GET /Users/{id} with the id of a group is not a success",
  rule: "RFC7644-3.12-09",
  needs: ["groups"],
  advice: "Look an id up among the resources of the endpoint only, and answer 404 to one of another type.",
  run: async (t) => {
    await readBack(t, (await t.make.user()).path);
    const group = await t.make.group();
    await readBack(t, group.path);
    const nobody = pathTo`/Users/${await t.make.unknownUserId()}`;
    await t.supposing(
      "users.read.unknown",
      () => t.get(nobody),
      (reply) => verify(reply).doesNotSucceed("nobody has that id"),
    );
    verify(await t.get(pathTo`/Users/${group.id}`)).doesNotSucceed("the id is that of a group");
  },
  defects: {
    "users-endpoint-serves-groups": on(USER).answer(async (request, next) => {
      const response = await next(request.clone());
      if (response.status !== 404) return response;
      return next(new Request(request.url.replace("/Users/", "/Groups/"), { headers: request.headers }));
    }),
    "id-of-a-group-crashes-at-users": on(USER).answer(async (request, next) => {
      const group = await next(new Request(request.url.replace("/Users/", "/Groups/"), { headers: request.headers }));
      return group.ok ? errorResponse(500, "class Group cannot be cast to class User") : next(request);
    }),
  },
});

const location = defineCheck({
  id: "users.read.location",
  title: "meta.location leads to the user",
  rule: "RFC7643-3.1-19",
  advice: "Put the URI at which GET gives the user into meta.location, with the path that clients use.",
  run: async (t) => {
    const user = await t.make.user();
    const read = async (): Promise<Reply> => (await readBack(t, user.path)).reply;
    const { reply, uri } = await t.supposing("users.create.meta", read, readLocation);
    const there = await followLink(t, { uri, from: reply, id: user.id });
    if (there === undefined) {
      return t.skip(
        `${describeRequest(reply)} shows a meta.location outside the base URL, where no credentials are sent`,
      );
    }
    verifyLink(verify(reply), { uri, at: ["meta", "location"], there, id: user.id });
  },
  defects: {
    "meta-location-without-the-id": on("/Users/:id?").resources((user) =>
      withMeta(user, { location: String(valueAt(user, "meta", "location")).replace(/\/[^/]+$/, "") }),
    ),
    "meta-location-under-the-wrong-type": on("/Users/:id?").resources((user) =>
      withMeta(user, { location: String(valueAt(user, "meta", "location")).replace("/Users/", "/User/") }),
    ),
  },
});

const defaults = defineCheck({
  id: "users.read.default-attributes",
  title: "A plain GET shows every attribute that is returned by default",
  rule: "RFC7644-3.4-01",
  advice:
    "Return all attributes whose returned is always or default at /Schemas when no attributes parameter is given.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await readBack(t, user.path);
    const offered = Object.keys(user.sent).filter((name) => {
      const returned = publishedAttribute(t, [USER_URN, name])?.returned;
      return returned === "default" || returned === "always";
    });
    if (offered.length === 0) t.skip("/Schemas says of no attribute of the user that it is returned by default");
    const shownNames = [];
    for (const name of offered) {
      const asked = await t.get(withQuery(user.path, { attributes: name }));
      if (asked.status !== 200 || isUnassigned(valueAt(asked.body, name))) continue;
      const published = isUnassigned(valueAt(plain.resource, name)) ? [await t.get("/Schemas")] : [];
      verify(plain.reply, { although: `${describeRequest(asked)} shows it`, others: [...published, asked] })
        .at(name)
        .isAssigned();
      shownNames.push(name);
    }
    if (shownNames.length === 0) {
      t.skip(
        `GET ${user.path} with attributes shows none of ${offered.join(", ")}, with which a plain GET can be compared`,
      );
    }
  },
  defects: {
    "plain-get-leaves-out-emails": on(USER, { query: (query) => !query.has("attributes") }).resources((user) =>
      without(user, "emails"),
    ),
    "plain-get-leaves-out-active": on(USER, { query: (query) => !query.has("attributes") }).resources((user) =>
      without(user, "active"),
    ),
  },
});

const writeOnly = defineCheck({
  id: "users.read.write-only",
  title: "A writeOnly password is never returned, not even when it is asked for",
  rule: "RFC7643-7-14",
  advice: "Leave writeOnly attributes such as password out of every answer, also when attributes names them.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "password"])?.mutability !== "writeOnly") {
      t.skip("/Schemas publishes no password that is writeOnly");
    }
    const password = `Zs1!${t.runId}-Never-To-Be-Seen`;
    const created = await postWith(t, { password });
    if (!isSuccess(created)) t.skip(`POST /Users with a password answers ${describeOutcome(created)}`);
    verifyUntold(created, password);
    const path = pathOfNew(t, created);
    verifyUntold((await readBack(t, path)).reply, password);
    const asked = await t.get(withQuery(path, { attributes: ["userName", "password"] }));
    verifyUntold(asked, password);
    // A refusal gives nothing away; no answer, or a crash, says nothing.
    wasTaken(t, asked);
  },
  defects: {
    "password-is-echoed-at-the-create": showSent("POST", (user, sent) => ({ ...user, password: sent["password"] })),
    "password-is-shown-to-every-reader": showSent(
      { method: "GET", path: /^\/Users\/./, query: (query) => !query.has("attributes") },
      (user, sent) => ({ ...user, password: sent["password"] }),
    ),
    "password-is-returned-on-request": showSent(
      { path: /^\/Users\/./, query: (query) => query.has("attributes") },
      (user, sent) => ({ ...user, password: sent["password"] }),
    ),
  },
});

/** What GET /Users/{id} must answer. */
export const readChecks: readonly Check[] = [found, unknown, ofGroup, location, defaults, writeOnly];

/** Throws when an answer holds the password, wherever in it. */
function verifyUntold(reply: Reply, password: string): void {
  const isMember = String(valueAt(reply.body, "password")).includes(password);
  verify(reply).that(!reply.text.includes(password), `${describeRequest(reply)} answers with the password`, {
    expected: "no password",
    ...(isMember ? { at: ["password"] } : { actual: "the password in clear text" }),
  });
}

function readLocation(reply: Reply): { readonly reply: Reply; readonly uri: string } {
  const location = verify(reply).at("meta", "location");
  location.holds("a URI", (uri) => typeof uri === "string");
  return { reply, uri: String(location.value) };
}
