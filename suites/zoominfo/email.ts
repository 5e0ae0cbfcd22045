import { counted } from "../../src/exchange/counted.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import {
  answerInstead,
  errorResponse,
  tamperRequestBody,
  tamperResources,
  tamperResponseBody,
} from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyList, verifyObject, verifyStatus, verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../src/scim/request-path.ts";
import { primaryEmail } from "../okta/words/okta-user.ts";
import { zoominfo } from "./words/clause.ts";
import { ziUrn } from "./words/zi-attributes.ts";

const READ = { method: "GET", path: /^\/Users\/[^/]+$/ } as const;

const single = defineCheck({
  id: "zoominfo.email.single",
  title: "Of several e-mails the primary one is kept, without a type",
  clause: zoominfo({
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
    const found = await t.settle(
      () => t.get(user.path),
      ({ status }) => status === 200,
    );
    const reply = verifyStatus(found, 200);
    const entries = emailsOf(verifyObject(reply));
    const [first] = entries;
    const isSingle = entries.length === 1 && first !== undefined && sameAddress(first["value"], email);
    verifyThat(isSingle, reply, {
      reason: "the user has not exactly the one e-mail that was marked primary",
      expected: email,
      actual: shown(entries),
      at: "/emails",
    });
    verifyThat(isUnset(first?.["type"]), reply, {
      reason: "the e-mail has a type although types are not kept",
      expected: "null",
      actual: shown(first?.["type"]),
      at: "/emails/0/type",
    });
  },
  defects: [
    {
      name: "email-type-kept",
      breaks: "ZOOMINFO-email-01",
      wrap: tamperResources(READ, (user) => ({ ...user, emails: emailsOf(user).map((e) => ({ ...e, type: "work" })) })),
    },
    {
      name: "first-email-kept-instead-of-primary",
      breaks: "ZOOMINFO-email-01",
      wrap: tamperRequestBody({ method: "POST", path: /^\/Users$/ }, (body) => ({
        ...body,
        emails: emailsOf(body)
          .slice(0, 1)
          .map((entry) => ({ ...entry, primary: true })),
      })),
    },
    {
      name: "second-email-kept",
      breaks: "ZOOMINFO-email-01",
      wrap: tamperResources(READ, (user) => ({
        ...user,
        emails: [...emailsOf(user), { value: "second@example.com" }],
      })),
    },
  ],
});

const typeInPath = defineCheck({
  id: "zoominfo.email.type-in-path",
  title: "A PATCH path with a type reaches the one e-mail",
  clause: zoominfo({
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
    verifySuccess(await t.patch(user.path, [{ op: "replace", path: 'emails[type eq "work"].value', value: email }]));
    const isPatched = (body: Json | undefined): boolean =>
      isObject(body) && sameAddress(emailsOf(body)[0]?.["value"], email);
    const reply = verifyStatus(
      await t.settle(
        () => t.get(user.path),
        (r) => isPatched(r.body),
      ),
      200,
    );
    verifyThat(isPatched(reply.body), reply, {
      reason: "a PATCH of the e-mail by its type changes nothing",
      expected: email,
      actual: shown(emailsOf(verifyObject(reply))),
      at: "/emails",
    });
  },
  defects: [
    {
      name: "type-in-path-finds-nothing",
      breaks: "ZOOMINFO-email-02",
      wrap: answerInstead({ method: "PATCH", body: (body) => JSON.stringify(body).includes("type eq") }, () =>
        errorResponse(400, "no e-mail of that type", "noTarget"),
      ),
    },
  ],
});

const typeInFilter = defineCheck({
  id: "zoominfo.email.type-in-filter",
  title: "A filter with a type finds the user by the one e-mail",
  clause: zoominfo({
    id: "ZOOMINFO-email-03",
    standing: "inferred",
    requirement: "Guide: e-mails have no type there, so a filter that names one is about the only e-mail.",
  }),
  needs: ["filter"],
  advice: 'Let emails[type eq "work" and value eq "..."] match the single e-mail by its value.',
  run: async (t) => {
    ziUrn(t);
    const user = await t.make.user();
    const email = primaryEmail(user.sent)?.["value"];
    if (typeof email !== "string") return t.skip("the profile's template has no e-mail");
    const filter = filterOf`emails[type eq "work" and value eq ${quoted(email)}]`;
    const isFound = (body: Json | undefined): boolean =>
      isObject(body) && toListBody(body).resources.some((found) => getIgnoreCase(found, "id") === user.id);
    const reply = await t.settle(
      () => t.get(withQuery("/Users", { filter })),
      (r) => isFound(r.body),
    );
    const { resources } = verifyList(reply);
    verifyThat(isFound(reply.body), reply, {
      reason: "a filter by type and value does not find the user of that e-mail",
      expected: "the user",
      actual: counted(resources.length, "resource"),
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "type-in-filter-finds-nobody",
      breaks: "ZOOMINFO-email-03",
      wrap: tamperResponseBody(
        { method: "GET", query: (q) => (q.get("filter") ?? "").includes("type eq") },
        (body) => ({
          ...body,
          totalResults: 0,
          Resources: [],
        }),
      ),
    },
  ],
});

/** An address of the check's own. */
function ownEmail(t: CheckContext, label: string): string {
  ziUrn(t);
  const email = primaryEmail(t.make.userBody({ label }))?.["value"];
  return typeof email === "string" ? email : t.skip("the profile's template has no e-mail");
}

function emailsOf(user: JsonObject): readonly JsonObject[] {
  const emails = getIgnoreCase(user, "emails");
  return isArray(emails) ? emails.filter(isObject) : [];
}

function sameAddress(value: Json | undefined, email: string): boolean {
  return typeof value === "string" && value.toLowerCase() === email.toLowerCase();
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

/** What the guide says of e-mails. */
export const emailChecks: readonly Check[] = [single, typeInPath, typeInFilter];
