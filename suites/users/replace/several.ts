import {
  changed,
  defineCheck,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  isObject,
  isPresent,
  itemsAt,
  on,
  readBack,
  readThrough,
  sameText,
  shown,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply, Wrap } from "../../../src/kit/index.ts";
import { isCrash } from "../../protocol/words/is-crash.ts";
import { reading } from "../words/reading.ts";
import { wasTaken } from "../words/was-taken.ts";

const PUT = "PUT /Users/:id";
const TYPES: readonly string[] = ["work", "home", "other"];

const several = defineCheck({
  id: "users.replace.several-values",
  title: "PUT of several e-mails keeps each of them, where POST does",
  rule: "RFC7644-3.5.1-01",
  advice: "Store every e-mail that a PUT brings, with its type: not the first or the primary one alone.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { emails: threeEmails(t) } });
    const { resource } = await readBack(t, user.path);
    if (!hasAll(itemsAt(resource, "emails"), itemsAt(user.sent, "emails")))
      t.skip("the target does not keep three e-mails with their types at the create");
    const emails = threeEmails(t);
    const reply = await t.put(user.path, changed(resource, { emails }));
    if (!wasTaken(t, reply)) t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)}`);
    const although = "POST kept three of them";
    await t.eventually(reading(t, user.path), (read) =>
      verify(read, { although, after: reply, others: [user.reply] })
        .at("emails")
        .holds(shown(emails), (found) => hasAll(itemsAt(found), emails)),
    );
  },
  defects: {
    "put-keeps-the-first-e-mail": on(PUT).sent((user) => withEmails(user, (emails) => emails.slice(0, 1))),
    "put-keeps-two-e-mails": on(PUT).sent((user) => withEmails(user, (emails) => emails.slice(0, 2))),
    "put-makes-all-e-mails-work": on(PUT).sent((user) =>
      withEmails(user, (emails) => emails.map((email) => ({ ...email, type: "work" }))),
    ),
  },
});

const partOfName = defineCheck({
  id: "users.replace.part-of-a-name",
  title: "PUT with a part of a name is refused or taken, and does not make the server fail",
  rule: "RFC7644-3.12-13",
  advice: "Take a name without givenName or familyName, or answer 400 and say which part is missing.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    const name = valueAt(resource, "name");
    if (!isObject(name)) return t.skip("the target shows no name");
    await eachApart(
      ["givenName", "familyName"].map((part) => async () => {
        const reply = await t.put(user.path, changed(resource, { name: { [part]: `Zi ${t.runId}` } }));
        verifyNoCrash(reply, `with a name of ${part} alone`);
      }),
    );
  },
  defects: {
    "put-of-a-part-of-a-name-crashes": on(PUT, {
      body: (body) => isObject(body) && isObject(body["name"]) && valueAt(body, "name", "familyName") === undefined,
    }).answer(() => errorResponse(500, "familyName is null")),
  },
});

const takenEmail = defineCheck({
  id: "users.replace.taken-email",
  title: "An e-mail that somebody has is refused or taken, by POST, PUT and PATCH, and does not make the server fail",
  rule: "RFC7644-3.12-13",
  advice: "Answer 409 where no two users may have one e-mail, instead of the error of a unique index.",
  run: async (t) => {
    const [taken, user] = [await t.make.user(), await t.make.user()];
    const emails = itemsAt(taken.sent, "emails");
    if (emails.length === 0) t.skip("the profile gives users no e-mail");
    const { resource } = await readBack(t, user.path);
    const value = valueAt(emails[0], "value") ?? null;
    const doors = [
      () => t.post("/Users", t.make.userBody({ overrides: { emails, externalId: undefined } })),
      () => t.put(user.path, changed(resource, { emails })),
      ...(isPresent(t.capabilities.patch) ? patchesOf(t, user, { emails, value }) : []),
    ];
    await eachApart(doors.map((door) => async () => verifyNoCrash(await door(), "with an e-mail that somebody has")));
  },
  defects: {
    "taken-e-mail-crashes-at-create": crashesOnTakenEmail("POST /Users"),
    "taken-e-mail-crashes-at-put": crashesOnTakenEmail(PUT),
    "taken-e-mail-crashes-at-patch": crashesOnTakenEmail("PATCH /Users/:id"),
  },
});

/** What a PUT brings that is more, less, or somebody else's. */
export const replaceSeveralChecks: readonly Check[] = [several, partOfName, takenEmail];

/** Three e-mails nobody has, of three types; the first one is primary. A skip when the template has none. */
function threeEmails(t: CheckContext): readonly JsonObject[] {
  return TYPES.map((type, index) => {
    const [email] = itemsAt(t.make.userBody({ label: type }), "emails");
    if (email === undefined || typeof valueAt(email, "type") !== "string")
      return t.skip("the profile gives users no e-mail with a type");
    const { primary: _, ...rest } = email;
    return index === 0 ? { ...rest, type, primary: true } : { ...rest, type };
  });
}

/** True where each of these is among those that are there, by value and type. */
function hasAll(found: readonly JsonObject[], emails: readonly JsonObject[]): boolean {
  return emails.every(({ value, type }) =>
    found.some((one) => sameText(valueAt(one, "value"), value) && sameText(valueAt(one, "type"), type)),
  );
}

interface TakenEmail {
  readonly emails: readonly JsonObject[];
  readonly value: Json;
}

function patchesOf(t: CheckContext, user: OwnUser, { emails, value }: TakenEmail): readonly (() => Promise<Reply>)[] {
  return [
    () => t.patch(user.path, [{ op: "replace", path: "emails", value: emails }]),
    () => t.patch(user.path, [{ op: "replace", value: { emails } }]),
    () => t.patch(user.path, [{ op: "replace", path: 'emails[type eq "work"].value', value }]),
  ];
}

function verifyNoCrash(reply: Reply, what: string): void {
  const sentence = `${describeRequest(reply)} ${what} answers ${describeOutcome(reply)}`;
  verify(reply).that(!isCrash(reply), sentence, { expected: ["a 4xx that says what is wrong", "a success"] });
}

function withEmails(user: JsonObject, change: (emails: readonly JsonObject[]) => readonly JsonObject[]): JsonObject {
  return "emails" in user ? { ...user, emails: change(itemsAt(user, "emails")) } : user;
}

/** A server with a unique index on e-mails that nothing before it looks at. */
function crashesOnTakenEmail(where: string): Wrap {
  return on(where).answer(async (request, next) => {
    const text = (await request.clone().text()).toLowerCase();
    const url = new URL(request.url);
    const all = await readThrough(next, request, `${url.href.replace(/\/Users.*$/, "")}/Users?count=1000`);
    const others = itemsAt(all, "Resources").filter(({ id }) => !url.pathname.endsWith(`/${String(id)}`));
    const isTaken = others.some((user) =>
      itemsAt(user, "emails").some(({ value }) => text.includes(`"value":"${String(value).toLowerCase()}"`)),
    );
    return isTaken ? errorResponse(500, "duplicate key value violates unique constraint") : next(request);
  });
}
