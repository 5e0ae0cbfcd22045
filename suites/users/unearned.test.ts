import { describe, expect, test } from "vitest";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import {
  errorResponse,
  isArray,
  isObject,
  itemsAt,
  on,
  readJson,
  showSent,
  without,
  withHeader,
  withStatus,
} from "../../src/kit/index.ts";
import type { Json, Wrap } from "../../src/kit/index.ts";
import { outcomeOn } from "./outcome-on.fixture.ts";

const CREATE = "POST /Users";

/** A server that breaks down at some creates. */
function breaksDownAt(isMeant: (sent: Json) => boolean): Wrap {
  return on(CREATE, { body: isMeant }).answer(() => errorResponse(503, "Try again."));
}

/** A server that refuses some creates. */
function refusesAt(isMeant: (sent: Json) => boolean): Wrap {
  return on(CREATE, { body: isMeant }).answer(() => errorResponse(400, "No.", "invalidValue"));
}

const hasPrimary = (sent: Json): boolean => itemsAt(sent, "emails").some(({ primary }) => primary === true);
const requiresExtensions = on("GET /ResourceTypes").resources((type) => ({
  ...type,
  schemaExtensions: itemsAt(type, "schemaExtensions").map((extension) => ({ ...extension, required: true })),
}));
const hasTwoPrimaries = (sent: Json): boolean =>
  itemsAt(sent, "emails").filter(({ primary }) => primary === true).length > 1;
const hasTwoEmails = (sent: Json): boolean => itemsAt(sent, "emails").length > 1;
const hasText = (sent: Json): boolean => JSON.stringify(sent).includes("this is no base64!");
const isInactive = (sent: Json): boolean => isObject(sent) && sent["active"] === false;

/** A server that shows nobody who is inactive. */
const hidesInactive: Wrap = on("GET /Users/:id").response(async (response) => {
  const user: unknown = await response.clone().json();
  return isObject(user) && user["active"] === false ? errorResponse(404, "The user is gone.") : response;
});

/** A server that answers so to each PUT that changes an attribute which it has shown. */
function keeps(attribute: "userName" | "emails", answer: () => Response): Wrap {
  const known = new Map<Json | undefined, string>();
  const knows = on("GET /Users/:id").resources((user) => {
    known.set(user["id"], JSON.stringify(user[attribute]));
    return user;
  });
  const refuses = on("PUT /Users/:id", {
    body: (sent) => isObject(sent) && known.get(sent["id"]) !== JSON.stringify(sent[attribute]),
  }).answer(answer);
  return (next) => knows(refuses(next));
}

const asksForAttributes = { query: (query: URLSearchParams) => query.has("attributes") };

test.each<[string, string, Wrap]>([
  ["users.create.schemas-required", "refuses every user", on(CREATE).answer(() => errorResponse(400, "No."))],
  ["users.create.wrong-types", "refuses every user", on(CREATE).answer(() => errorResponse(400, "No."))],
  ["users.create.one-primary", "breaks down at two primary e-mails", breaksDownAt(hasTwoPrimaries)],
  ["users.create.repeated-value", "breaks down at two e-mails", breaksDownAt(hasTwoEmails)],
  ["users.create.certificate-not-base64", "breaks down at what is no base64", breaksDownAt(hasText)],
  ["users.replace.unknown", "knows no PUT", on("PUT /Users/:id").answer(() => errorResponse(405, "Use PATCH."))],
  ["users.replace.values", "breaks down at a PUT of other e-mails", keeps("emails", () => errorResponse(500, "No."))],
  [
    "users.replace.duplicate",
    "takes no other userName",
    keeps("userName", () => errorResponse(400, "No.", "mutability")),
  ],
  ["users.read.unknown", "finds nobody", on("GET /Users/:id").answer(() => errorResponse(404, "Nobody."))],
  ["users.create.repeated-value", "wants a primary e-mail", refusesAt((sent) => !hasPrimary(sent))],
  [
    "users.extension.required",
    "requires an extension, it says, and refuses every user",
    (next) => requiresExtensions(refusesAt(() => true)(next)),
  ],
  ["users.create.id-ignored", "shows no id at all", on("/Users/:id?").body((user) => without(user, "id"))],
  [
    "users.create.user-name-unique",
    "takes the name and gives an id that nobody has",
    on(CREATE).response((response) =>
      response.status === 409 ? Response.json({ id: "1" }, { status: 201 }) : response,
    ),
  ],
  [
    "users.read.default-attributes",
    "knows no attributes parameter",
    on("GET /Users/:id", asksForAttributes).answer(() => errorResponse(501, "No.")),
  ],
  [
    "users.read.write-only",
    "breaks down when it is asked for a password",
    on("GET /Users/:id", asksForAttributes).answer(() => errorResponse(500, "No.")),
  ],
  ["users.read.id-stable", "deletes nobody", on("DELETE /Users/:id").answer(() => errorResponse(405, "No."))],
  [
    "users.read.state",
    "answers a PUT with 204",
    on("PUT /Users/:id").response((response) => withStatus(response, 204)),
  ],
  ["users.read.state", "refuses every PUT", on("PUT /Users/:id").answer(() => errorResponse(400, "No."))],
  ["users.replace.supported", "allows no PUT", on("PUT /Users/:id").answer(() => errorResponse(403, "No."))],
  ["users.replace.active", "shows nobody who is inactive", hidesInactive],
  [
    "users.replace.user-name-required",
    "breaks down at a PUT without a userName",
    on("PUT /Users/:id", { body: (sent) => isObject(sent) && !("userName" in sent) }).answer(() =>
      errorResponse(500, "No."),
    ),
  ],
  [
    "users.enterprise.manager-reference",
    "keeps no $ref",
    on("/Users/:id?").resources((user) => JSON.parse(JSON.stringify(user).replace(/"\$ref":"[^"]*",?/g, ""))),
  ],
])("%s judges nothing on a server that %s", async (id, _, wrap) => {
  const { kind } = await outcomeOn(id, wrap);
  expect(["skip", "no-set-up"]).toContain(kind);
});

test("ids of users are judged where nobody makes groups", async () => {
  const { kind } = await outcomeOn("users.create.id-unique", (next) =>
    on(CREATE).body((user) => ({ ...user, id: "20260101" }))(
      on("POST /Groups").answer(() => errorResponse(403, "Groups are made elsewhere."))(next),
    ),
  );
  expect(kind).toBe("violation");
});

test("an attribute that is refused keeps no other from being judged", async () => {
  const refuses = refusesAt((sent) => isObject(sent) && "timezone" in sent);
  const loses = on(CREATE).sent((user) => without(user, "nickName"));
  const { kind } = await outcomeOn("users.create.kept", (next) => refuses(loses(next)));
  expect(kind).toBe("violation");
  expect(remarksOf(await outcomeOn("users.create.kept", refuses))).toEqual([
    "The target refuses a new User with a value of timezone, which /Schemas publishes as readWrite",
  ]);
});

/** The remarks of a check that passes. */
function remarksOf(outcome: CheckOutcome): readonly string[] {
  expect(outcome.kind).toBe("pass");
  return (outcome.heard?.notes ?? []).map(({ text }) => text);
}

describe("a remark, and no more, is made of a server that", () => {
  test("makes a userName up for a user who has none", async () => {
    const makesUp = on(CREATE).sent((user) => ({
      ...user,
      userName: user["userName"] || `${crypto.randomUUID()}@x.example`,
    }));
    expect(remarksOf(await outcomeOn("users.create.user-name-required", makesUp))).toEqual([
      "POST /Users answers 201 and makes a userName up although it has no userName",
      "POST /Users answers 201 and makes a userName up although it has an empty userName",
    ]);
  });

  test("refuses a user without a userName with another status than 400", async () => {
    const refuses = on(CREATE).response((response) => (response.status === 400 ? withStatus(response, 422) : response));
    expect(remarksOf(await outcomeOn("users.create.user-name-required", refuses))).toEqual([
      "POST /Users answers 422, not 400, although it has no userName",
      "POST /Users answers 422, not 400, although it has an empty userName",
    ]);
  });

  test("sends a Location of another host", async () => {
    const elsewhere = on(CREATE).response((response) =>
      withHeader(response, "location", "https://other.example/Users/1"),
    );
    expect(remarksOf(await outcomeOn("users.create.location", elsewhere))).toEqual([
      "POST /Users answers with a Location outside the base URL",
    ]);
  });

  test("notes two instants at a create", async () => {
    const later = on("/Users/:id?").resources((user) => {
      const meta = isObject(user["meta"]) ? user["meta"] : {};
      const created = new Date(Date.parse(String(meta["lastModified"])) - 12).toISOString();
      return { ...user, meta: { ...meta, created } };
    });
    expect(remarksOf(await outcomeOn("users.create.last-modified", later))).toEqual([
      "POST /Users shows meta.lastModified 12 ms away from meta.created",
    ]);
  });

  test("loses an attribute that comes in another order", async () => {
    const reads: Wrap = on(CREATE).sent((user) => (Object.keys(user)[0] === "schemas" ? user : without(user, "name")));
    const repeats = showSent("POST", (user, sent) => ({ ...user, ...sent }));
    expect(remarksOf(await outcomeOn("users.create.member-order", (next) => repeats(reads(next))))).toEqual([
      expect.stringMatching(/^GET \/Users\/\S+ shows no name, which was sent in another order of members$/),
    ]);
  });

  test("shows an empty externalId", async () => {
    const empty = on("/Users/:id?").resources((user) => ({ externalId: "", ...user }));
    const remarks = remarksOf(await outcomeOn("users.create.external-id-not-invented", empty));
    expect(remarks[0]).toBe("POST /Users shows an empty externalId, which nobody sent");
  });

  test("gives another value where PUT takes one away", async () => {
    const fills = on("PUT /Users/:id").sent((user) => ({ ...user, title: user["title"] ?? "Nobody" }));
    const remarks = remarksOf(await outcomeOn("users.replace.unassign", fills));
    expect(remarks).toEqual([
      expect.stringMatching(/^GET \/Users\/\S+ shows another title after a PUT that gave it no value$/),
    ]);
  });

  test("refuses another id in the body of a PUT with 400, and a taken userName too", async () => {
    const strict: Wrap = (next) => async (request) => {
      const sent = request.method === "PUT" ? await readJson(request) : undefined;
      const isOther = isObject(sent) && String(sent["id"]).startsWith("other-");
      const response = isOther ? errorResponse(400, "The id is readOnly.", "mutability") : await next(request);
      return response.status === 409 ? withStatus(response, 400) : response;
    };
    expect(remarksOf(await outcomeOn("users.replace.id-ignored", strict))).toHaveLength(1);
    expect(remarksOf(await outcomeOn("users.replace.duplicate", strict))).toHaveLength(1);
  });

  test("leaves users active", async () => {
    const keeps = on("PUT /Users/:id", { body: isInactive }).sent((user) => ({ ...user, active: true }));
    expect(remarksOf(await outcomeOn("users.replace.active", keeps))).toHaveLength(1);
  });

  test("breaks the lines of a certificate", async () => {
    const folds = on("/Users/:id?").resources((user) => {
      const certificates = user["x509Certificates"];
      if (!isArray(certificates)) return user;
      const folded = itemsAt(user, "x509Certificates").map((item) => ({
        ...item,
        value: String(item["value"]).replace(/(.{64})/g, "$1\n"),
      }));
      return { ...user, x509Certificates: folded };
    });
    expect(remarksOf(await outcomeOn("users.create.certificate", folds))).toHaveLength(1);
  });
});
