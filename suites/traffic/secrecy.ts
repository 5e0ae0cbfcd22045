import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { readJson, tamperResources, withJson } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { isSuccess, resourcesIn } from "./words/answers.ts";

/** Long enough not to occur in an answer by chance. */
const SHORTEST_TELLING = 8;

const password: DeclaredRule = defineTrafficRule({
  id: "traffic.secrecy.password",
  title: "No answer contains a password, neither clear nor hashed",
  clause: rfc("RFC7643-4.1.1-10"),
  advice:
    "Leave password out of every answer, also those to the request that set it; its value is writeOnly and never returned.",
  applies: (x) => isSuccess(x) && (resourcesIn(x).length > 0 || sentPassword(x) !== undefined),
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at } of resourcesIn(x)) {
      verifyThat(!isSecret(getIgnoreCase(resource, "password")), reply, {
        reason: `${describeRequest(reply)} answers a user with a password`,
        expected: "no password",
        actual: "a value",
        at: `${at}/password`,
      });
    }
    const sent = sentPassword(x);
    verifyThat(sent === undefined || !reply.text.includes(sent), reply, {
      reason: `${describeRequest(reply)} answers with the password that was sent`,
      expected: "no password",
      actual: "the password that was sent",
    });
  },
  probe: createWithPassword,
  defects: [
    {
      name: "password-echoed",
      breaks: "RFC7643-4.1.1-10",
      wrap: echoPassword((sent) => ({ password: sent })),
    },
    {
      name: "password-echoed-elsewhere",
      breaks: "RFC7643-4.1.1-10",
      wrap: echoPassword((sent) => ({ "urn:example:2.0:User": { credentials: { initial: sent } } })),
    },
    {
      name: "password-hash-returned",
      breaks: "RFC7643-4.1.1-10",
      wrap: tamperResources({ method: "GET", path: /^\/Users/ }, (user) => ({
        ...user,
        password: "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
      })),
    },
  ],
});

/** What no answer may give away. */
export const secrecyRules: readonly DeclaredRule[] = [password];

/** A value that says something: null, nothing and a mask do not. */
function isSecret(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  return typeof value !== "string" || !/^[*•xX]*$/.test(value);
}

function sentPassword(x: LiveExchange): string | undefined {
  const sent = isObject(x.request.body) ? getIgnoreCase(x.request.body, "password") : undefined;
  return typeof sent === "string" && sent.length >= SHORTEST_TELLING ? sent : undefined;
}

async function createWithPassword(t: CheckContext): Promise<void> {
  await (await t.make.user({ overrides: { password: "Q7!kd-93hgTT-zz0Lp" } })).read();
}

function echoPassword(echo: (sent: string) => Readonly<Record<string, Json>>): Wrap {
  return (next) => async (request) => {
    const sent = request.method === "POST" ? await readJson(request) : undefined;
    const response = await next(request);
    const password = isObject(sent) ? sent["password"] : undefined;
    if (!response.ok || typeof password !== "string") return response;
    const body: unknown = JSON.parse(await response.clone().text());
    return isObject(body) ? withJson(response, { ...body, ...echo(password) }) : response;
  };
}
