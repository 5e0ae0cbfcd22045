import {
  defineCheck,
  errorResponse,
  filterOf,
  isSuccess,
  itemsAt,
  on,
  quoted,
  sameText,
  verify,
  verifyFinds,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, OwnUser, Reply } from "../../src/kit/index.ts";
import { primaryEmail } from "../okta/words/okta-user.ts";
import { zoominfo } from "./words/clause.ts";
import { ziUrn } from "./words/zi-attributes.ts";

const READ = "GET /Users/:id";

const single = defineCheck({
  id: "zoominfo.email.single",
  title: "Of several e-mails the primary one is kept, without a type",
  rule: zoominfo({
    id: "ZOOMINFO-email-01",
    standing: "documented",
    requirement: "Guide, Import: one e-mail address per user, and a null value for its type.",
  }),
  advice: "Keep the e-mail that is marked primary and return it with type null, whatever type was sent.",
  run: async (t) => {
    const email = ownEmail(t, "primary");
    const emails = [
      { value: ownEmail(t, "second"), type: "home" },
      { value: email, type: "work", primary: true },
    ];
    const user = await t.make.user({ overrides: { emails } });
    await t.eventually(
      () => t.get(user.path),
      (reply) => {
        const answer = verify(reply).status(200);
        answer.object();
        answer.at("emails").holds(`${email} alone`, () => isAlone(reply.body, email));
        for (const entry of answer.at("emails").items()) entry.at("type").holds("null or nothing", isNothing);
      },
    );
  },
  defects: {
    "email-type-kept": on(READ).resources((user) => ({
      ...user,
      emails: itemsAt(user, "emails").map((e) => ({ ...e, type: "work" })),
    })),
    "first-email-kept-instead-of-primary": on("POST /Users").sent((body) => ({
      ...body,
      emails: itemsAt(body, "emails")
        .slice(0, 1)
        .map((entry) => ({ ...entry, primary: true })),
    })),
    "second-email-kept": on(READ).resources((user) => ({
      ...user,
      emails: [...itemsAt(user, "emails"), { value: "second@example.com" }],
    })),
  },
});

const typeInPath = defineCheck({
  id: "zoominfo.email.type-in-path",
  title: "A PATCH path with a type reaches the one e-mail",
  rule: zoominfo({
    id: "ZOOMINFO-email-02",
    standing: "inferred",
    requirement: "Guide: e-mails have no type there, so a client that names one means the only e-mail.",
  }),
  needs: ["patch"],
  advice: 'Take emails[type eq "work"] in a path for the single e-mail instead of answering noTarget.',
  run: async (t) => {
    ziUrn(t);
    const user = await t.make.user();
    const email = ownEmail(t, "patched");
    const operation = { op: "replace", path: 'emails[type eq "work"].value', value: email };
    const reply = await t.patch(user.path, [operation]);
    const others = isSuccess(reply) ? [] : [await patchWithout(t, user, email)];
    verify(reply, { others, although: "the same e-mail is taken by a path without a type" }).succeeds();
    await t.eventually(
      () => t.get(user.path),
      (reply) => verify(reply).status(200).at("emails", 0, "value").isLike(email),
    );
  },
  defects: {
    "type-in-path-finds-nothing": on("PATCH", { body: (body) => JSON.stringify(body).includes("type eq") }).answer(() =>
      errorResponse(400, "no e-mail of that type", "noTarget"),
    ),
    "type-in-path-changes-nothing": on("PATCH", { body: (body) => JSON.stringify(body).includes("type eq") }).answer(
      () => new Response(null, { status: 204 }),
    ),
  },
});

const typeInFilter = defineCheck({
  id: "zoominfo.email.type-in-filter",
  title: "A filter with a type finds the user by the one e-mail, and nobody else",
  rule: zoominfo({
    id: "ZOOMINFO-email-03",
    standing: "inferred",
    requirement: "Guide: e-mails have no type there, so a filter that names one is about the only e-mail.",
  }),
  needs: ["filter"],
  advice: 'Let emails[type eq "work" and value eq "..."] match the single e-mail by its value.',
  run: async (t) => {
    ziUrn(t);
    const [user, other] = [await t.make.user(), await t.make.user()];
    const email = primaryEmail(user.sent)?.["value"];
    if (typeof email !== "string") return t.skip("the profile's template has no e-mail");
    const filter = filterOf`emails[type eq "work" and value eq ${quoted(email)}]`;
    await verifyFinds(t, filter, { finds: [user], misses: [other], mayRefuse: false });
  },
  defects: {
    "type-in-filter-finds-nobody": on("GET", { query: (q) => (q.get("filter") ?? "").includes("type eq") }).body(
      (body) => ({
        ...body,
        totalResults: 0,
        Resources: [],
      }),
    ),
    "type-in-filter-finds-everybody": on("GET", {
      query: (q) => (q.get("filter") ?? "").includes("type eq"),
    }).url((url) => url.searchParams.delete("filter")),
  },
});

/** The same change by a path without a type. A target that refuses that too refuses something else than the type. */
async function patchWithout(t: CheckContext, { path }: OwnUser, email: string): Promise<Reply> {
  const reply = await t.patch(path, [{ op: "replace", path: "emails", value: [{ value: email, primary: true }] }]);
  return isSuccess(reply) ? reply : t.skip("the target refuses a PATCH of emails without a type too");
}

/** An address of the check's own. */
function ownEmail(t: CheckContext, label: string): string {
  ziUrn(t);
  const email = primaryEmail(t.make.userBody({ label }))?.["value"];
  return typeof email === "string" ? email : t.skip("the profile's template has no e-mail");
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function isAlone(user: Json | undefined, email: string): boolean {
  const [first, ...others] = itemsAt(user, "emails");
  return others.length === 0 && sameText(first?.["value"], email);
}

/** What the guide says of e-mails. */
export const emailChecks: readonly Check[] = [single, typeInPath, typeInFilter];
