import {
  defineCheck,
  defineFamily,
  describeRequest,
  eachApart,
  errorResponse,
  getIgnoreCase,
  isObject,
  isPresent,
  isSuccess,
  itemsAt,
  on,
  publishedAttribute,
  readJson,
  remembering,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Json, Wrap } from "../../../src/kit/index.ts";
import { isTiedToEmail } from "../../users/words/was-taken.ts";
import { okta, REFERENCE, SPEC_TEST } from "../words/clause.ts";
import { pushNewUser, skipUnlessTaken } from "../words/okta-user.ts";

const CREATE = "POST /Users";
/** What Okta's default mappings have, and many a person has not. */
const OPTIONAL = ["displayName", "nickName", "title", "locale", "timezone", "preferredLanguage", "phoneNumbers"];

const sharedEmail = defineCheck({
  id: "okta.create.email-shared",
  title: "A create under a free userName is accepted although somebody has the e-mail",
  rule: okta({
    id: "OKTA-create-10",
    standing: "inferred",
    url: "https://github.com/ory/polis/pull/4066",
    seen: "2026-11-30",
    requirement:
      "Okta looks for a user by userName alone. Where it finds nobody and the create is refused for the e-mail, it cannot tell whose it is, and every retry fails.",
  }),
  advice:
    "Hold only userName unique, or say uniqueEmail in the profile if it is meant: a mailbox that two people share is no conflict in SCIM.",
  run: async (t) => {
    if (isPresent(t.capabilities.uniqueEmail)) t.skip("the profile says that no two users have one e-mail");
    const user = await t.make.user();
    const emails = itemsAt(user.sent, "emails");
    if (emails.length === 0) t.skip("the profile gives users no e-mail");
    const reply = await pushNewUser(t, t.make.userBody({ overrides: { emails, externalId: undefined } }));
    if (!isSuccess(reply)) {
      await skipUnlessTaken(t);
      // Where the userName is to be the e-mail the refusal says nothing of who has it.
      if (await isTiedToEmail(t, reply)) t.skip("the target wants the userName to be the e-mail");
    }
    const although = "only the e-mail is somebody's, and Okta does not look for that";
    verify(reply, { others: [user.reply], although }).succeeds();
  },
  defects: {
    "e-mail-of-somebody-is-a-conflict": refusesTakenEmail(),
  },
});

const optional = defineCheck({
  id: "okta.create.optional",
  title: "A create without displayName and other optional attributes is accepted",
  rule: okta({
    id: "OKTA-create-11",
    standing: "inferred",
    url: REFERENCE,
    seen: "2026-11-30",
    requirement:
      "Okta leaves out what a person in Okta has no value for; only what /Schemas publishes as required may be missed.",
  }),
  advice:
    "Demand no more than userName, or publish at /Schemas that the attribute is required, so that it is mapped in Okta.",
  run: async (t) => {
    const sent = t.make.userBody();
    const names = OPTIONAL.filter(
      (name) => getIgnoreCase(sent, name) !== undefined && publishedAttribute(t, [USER_URN, name])?.required !== true,
    );
    if (names.length === 0) t.skip("users of the profile have no optional attribute");
    await eachApart(
      names.map((name) => async () => {
        const reply = await t.post("/Users", t.make.userBody({ overrides: { [name]: undefined } }));
        if (isSuccess(reply)) return;
        const plain = await t.post("/Users", t.make.userBody());
        if (!isSuccess(plain)) t.skip("the target refuses a create with it too; see okta.create.answer");
        verify(reply, { others: [plain], although: `only ${name} is missing` }).succeeds();
      }),
    );
  },
  defects: {
    "create-needs-a-display-name": on(CREATE).answer(async (request, next) => {
      const user = await readJson(request);
      return isObject(user) && user["displayName"] === undefined
        ? errorResponse(400, "displayName is required.", "invalidValue")
        : next(request);
    }),
  },
});

const otherUrn = defineCheck({
  id: "okta.create.unknown-extension",
  title: "A create with attributes of an extension that the target does not have is accepted, and they are ignored",
  rule: okta({
    id: "OKTA-create-12",
    standing: "inferred",
    url: "https://github.com/better-auth/better-auth/issues/10980",
    seen: "2026-11-30",
    requirement:
      "Custom attributes of an app go out in the object of their namespace, whether the target knows that namespace or not.",
  }),
  advice: "Ignore an extension that you do not know, as an unknown attribute, instead of refusing the user.",
  run: async (t) => {
    const urn = "urn:ietf:params:scim:schemas:extension:zscunknown:2.0:User";
    const body = t.make.userBody({ overrides: { [urn]: { badge: "7" } } });
    const schemas = [...itemsOf(body["schemas"]), urn];
    const reply = await t.post("/Users", { ...body, schemas });
    if (isSuccess(reply)) return;
    await skipUnlessTaken(t);
    verify(reply, { although: `only ${urn} is one that it does not have` }).succeeds();
  },
  defects: {
    "unknown-extension-is-refused": on(CREATE, {
      body: (user) => isObject(user) && Object.keys(user).some((name) => isForeign(name)),
    }).answer(() => errorResponse(400, "Unknown schema.", "invalidSyntax")),
  },
});

const plainJson = defineCheck({
  id: "okta.headers.application-json",
  title: "A body of Content-Type application/json is parsed",
  rule: okta({
    id: "OKTA-headers-04",
    standing: "inferred",
    url: SPEC_TEST,
    seen: "2026-11-30",
    requirement: "Okta's own test suite marks the bodies of its creates as application/json.",
  }),
  advice:
    "Take application/json as well as application/scim+json: RFC 7644 section 3.8 leaves it to you, Okta's test does not.",
  run: async (t) => {
    const headers = { "content-type": "application/json" };
    const reply = await t.post("/Users", t.make.userBody(), { headers });
    if (isSuccess(reply)) return;
    const usual = await t.post("/Users", t.make.userBody());
    if (!isSuccess(usual)) t.skip(`${describeRequest(usual)} is refused as application/scim+json too`);
    verify(reply, { others: [usual], although: "the same is taken as application/scim+json" }).succeeds();
  },
  defects: {
    "application-json-is-415": on("POST|PUT|PATCH").answer((request, next) =>
      /^application\/json\b/.test(request.headers.get("content-type") ?? "")
        ? errorResponse(415, "Unsupported media type")
        : next(request),
    ),
  },
});

/** Creates that are sound, and that some targets refuse. */
export const oddCreateChecks: readonly Check[] = defineFamily({ features: ["create"] }, [
  sharedEmail,
  optional,
  otherUrn,
  plainJson,
]);

function itemsOf(schemas: Json | undefined): readonly Json[] {
  return Array.isArray(schemas) ? schemas : [USER_URN];
}

function isForeign(name: string): boolean {
  return name.startsWith("urn:") && name.includes("zscunknown");
}

function refusesTakenEmail(): Wrap {
  return remembering(() => {
    const taken = new Map<string, string>();
    return on(CREATE).answer(async (request, next) => {
      const sent = await readJson(request);
      const values = itemsAt(sent ?? {}, "emails").map(({ value }) => String(value).toLowerCase());
      const name = String(valueAt(sent, "userName")).toLowerCase();
      if (values.some((value) => taken.has(value) && taken.get(value) !== name))
        return errorResponse(409, "The e-mail is in use.", "uniqueness");
      const response = await next(request);
      if (response.ok) for (const value of values) taken.set(value, name);
      return response;
    });
  });
}
