import { defineCheck } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  readJson,
  tamperResources,
  tamperResponseBody,
} from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import { isObject } from "../../../src/scim/json.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { isUnassigned, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };
const USERS = /^\/Users(?:\/[^/]+)?$/;

const idIgnored = defineCheck({
  id: "users.create.id-ignored",
  title: "The id of a new user is the server's own, whatever id the client sends",
  clause: rfc("RFC7643-3.1-05"),
  advice: "Issue the id yourself and drop the one in the body of a POST.",
  run: async (t) => {
    const id = `client-${t.runId}`;
    const reply = await t.post("/Users", t.make.userBody({ overrides: { id } }));
    if (!isSuccess(reply)) t.skip("a body with an id is refused, so no id of a client's is used");
    verifyThat(valueAt(reply.body, "id") !== id, reply, {
      reason: "POST /Users takes the id that the client sent",
      expected: "an id of the server's own",
      actual: shown(id),
      at: "/id",
    });
  },
  defects: [
    {
      name: "create-takes-the-clients-id",
      breaks: "RFC7643-3.1-05",
      wrap: showSent({ path: USERS }, (user, sent) => ({ ...user, id: sent["id"] ?? user["id"] })),
    },
  ],
});

const idUnique = defineCheck({
  id: "users.create.id-unique",
  title: "No two resources have the same id, of whatever type they are",
  clause: rfc("RFC7643-3.1-03"),
  blocks: ["create"],
  advice: "Issue ids that are unique over users and groups together, for example UUIDs, not one counter a table.",
  run: async (t) => {
    const users = [await issueId(t, "/Users"), await issueId(t, "/Users")];
    const groups = isPresent(t.capabilities.groups) ? [await issueId(t, "/Groups"), await issueId(t, "/Groups")] : [];
    const replies = [...users, ...groups];
    const ids = replies.map(({ body }) => valueAt(body, "id"));
    for (const [index, reply] of replies.entries()) {
      verifyThat(ids.indexOf(ids[index]) === index, reply, {
        reason: "Two resources have the same id",
        expected: "an id that no other resource has",
        actual: shown(ids[index]),
        at: "/id",
      });
    }
  },
  defects: [
    {
      name: "ids-start-anew-in-each-table",
      breaks: "RFC7643-3.1-03",
      wrap: (next) => {
        const counters = new Map<string, number>();
        return async (request) => {
          const { pathname } = new URL(request.url);
          const made = tamperResponseBody({ method: "POST" }, (resource) => {
            const id = (counters.get(pathname) ?? 0) + 1;
            counters.set(pathname, id);
            return { ...resource, id: String(id) };
          });
          return made(next)(request);
        };
      },
    },
    {
      name: "id-made-of-the-day",
      breaks: "RFC7643-3.1-03",
      wrap: tamperResponseBody(CREATE, (user) => ({ ...user, id: "20260101" })),
    },
  ],
});

const notInvented = defineCheck({
  id: "users.create.external-id-not-invented",
  title: "A user who is made without an externalId has none",
  clause: rfc("RFC7643-3.1-08"),
  advice: "Leave externalId to the client: do not fill it with the id or the userName.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { externalId: undefined } });
    const read = await readBack(t, user.path);
    for (const reply of [user.reply, read.reply]) {
      const externalId = valueAt(reply.body, "externalId");
      verifyThat(isUnassigned(externalId) || externalId === "", reply, {
        reason: "A user who was made without an externalId has one",
        expected: "no externalId",
        actual: shown(externalId),
        at: "/externalId",
      });
    }
  },
  defects: [
    {
      name: "external-id-filled-with-the-id",
      breaks: "RFC7643-3.1-08",
      wrap: tamperResources({ path: USERS }, (user) => ({ ...user, externalId: user["externalId"] ?? user["id"] })),
    },
    {
      name: "external-id-filled-with-the-user-name",
      breaks: "RFC7643-3.1-08",
      wrap: tamperResources({ method: "GET", path: USERS }, (user) => ({
        ...user,
        externalId: user["externalId"] ?? user["userName"],
      })),
    },
  ],
});

const caseKept = defineCheck({
  id: "users.create.external-id-case",
  title: "An externalId comes back exactly as it was sent",
  clause: rfc("RFC7643-3.1-11"),
  advice: "Store externalId as it is: it is case exact, and two that differ in letter case are two.",
  run: async (t) => {
    const externalId = `00uMiXeD${t.runId}AbC`;
    const user = await t.make.user({ overrides: { externalId } });
    const { reply, resource } = await readBack(t, user.path, (read) => valueAt(read, "externalId") === externalId);
    const found = valueAt(resource, "externalId");
    if (isUnassigned(found)) t.skip("the target does not keep an externalId");
    verifyThat(found === externalId, reply, {
      reason: sameText(found, externalId)
        ? "An externalId comes back in other letter case"
        : "An externalId comes back as another one",
      expected: shown(externalId),
      actual: shown(found),
      at: "/externalId",
    });
  },
  defects: [
    {
      name: "external-id-in-lower-case",
      breaks: "RFC7643-3.1-11",
      wrap: tamperResources({ path: USERS }, (user) => {
        const externalId = user["externalId"];
        return typeof externalId === "string" ? { ...user, externalId: externalId.toLowerCase() } : user;
      }),
    },
    {
      name: "external-id-is-replaced-by-the-id",
      breaks: "RFC7643-3.1-11",
      wrap: tamperResources({ method: "GET", path: USERS }, (user) => ({ ...user, externalId: user["id"] })),
    },
  ],
});

const shared = defineCheck({
  id: "users.create.external-id-shared",
  title: "Two users may have the same externalId",
  clause: rfc("RFC7643-3.1-09"),
  advice: "Do not make externalId unique: it belongs to the client, and two clients may choose the same.",
  run: async (t) => {
    const externalId = `00u${t.runId}Shared`;
    const first = await t.make.user({ overrides: { externalId } });
    const { resource } = await readBack(t, first.path);
    if (valueAt(resource, "externalId") !== externalId) t.skip("the target does not keep an externalId");
    const second = await t.post("/Users", t.make.userBody({ overrides: { externalId } }));
    if (isSuccess(second)) return;
    // Refused for the externalId only if the like of it with another one is taken.
    await t.make.user({ overrides: { externalId: `${externalId}2` } });
    verifyStatus(second, 201);
  },
  defects: [
    {
      name: "external-id-must-be-unique",
      breaks: "RFC7643-3.1-09",
      wrap: (next) => {
        const taken = new Set<unknown>();
        return async (request) => {
          const sent = await readJson(request);
          const externalId = isObject(sent) ? sent["externalId"] : undefined;
          const isTaken = request.method === "POST" && taken.has(externalId);
          if (request.method === "POST" && externalId !== undefined) taken.add(externalId);
          const refuse = answerInstead(CREATE, () => errorResponse(409, "externalId already exists.", "uniqueness"));
          return (isTaken ? refuse(next) : next)(request);
        };
      },
    },
  ],
});

/** The answer to a create, with an id in it. Not by `t.make`, which takes nothing for its own that two creates were given. */
async function issueId(t: CheckContext, endpoint: "/Users" | "/Groups"): Promise<Reply> {
  const reply = await t.post(endpoint, endpoint === "/Users" ? t.make.userBody() : t.make.groupBody());
  if (isSuccess(reply) && valueAt(reply.body, "id") !== undefined) return reply;
  return t.skip(`POST ${endpoint} answers ${describeOutcome(reply)}, and no id`);
}

/** What ids and externalIds of new users must be. */
export const createIdentifierChecks: readonly Check[] = [idIgnored, idUnique, notInvented, caseKept, shared];
