import {
  defineTrafficRule,
  describeRequest,
  errorResponse,
  getIgnoreCase,
  isObject,
  noteOn,
  on,
  readJson,
  toReply,
  verify,
  withJson,
} from "../../src/kit/index.ts";
import type { CheckContext, DeclaredRule, Json, LiveExchange, Wrap } from "../../src/kit/index.ts";
import { resourcesIn, stepsTo } from "./words/answers.ts";
import { inTheOpen } from "./words/fail-at.ts";

/** Long enough not to occur in an answer by chance. */
const SHORTEST_TELLING = 8;

const password: DeclaredRule = defineTrafficRule({
  id: "traffic.secrecy.password",
  title: "No answer contains a password, neither clear nor hashed",
  rule: "RFC7643-4.1.1-10",
  advice:
    "Leave password out of every answer, also those to the request that set it; its value is writeOnly and never returned.",
  applies: (x) => x.response !== null && (resourcesIn(x).length > 0 || sentPassword(x) !== undefined),
  judge: (x) => {
    for (const seen of resourcesIn(x)) {
      const found = getIgnoreCase(seen.resource, "password");
      if (!isSecret(found)) {
        if (found !== undefined) noteOn(x, "The target shows the attribute password, though not its value");
        continue;
      }
      const reply = toReply(inTheOpen(x));
      verify(reply).that(false, `${describeRequest(reply)} answers a user with a password`, {
        expected: "no password",
        at: [...stepsTo(seen), "password"],
      });
    }
    const sent = sentPassword(x);
    if (sent === undefined || x.response?.text.includes(sent) !== true) return;
    const reply = toReply(x);
    verify(reply).that(false, `${describeRequest(reply)} answers with the password that was sent`, {
      expected: "no password",
      actual: "the password that was sent",
    });
  },
  probe: createWithPassword,
  defects: {
    "password-echoed": echoPassword((sent) => ({ password: sent })),
    "password-echoed-elsewhere": echoPassword((sent) => ({
      "urn:example:2.0:User": { credentials: { initial: sent } },
    })),
    "password-echoed-in-a-refusal": (next) => async (request) => {
      const sent = request.method === "POST" ? await readJson(request) : undefined;
      const response = await next(request);
      return response.status === 409 ? errorResponse(409, `Exists: ${JSON.stringify(sent)}`, "uniqueness") : response;
    },
    "password-hash-returned": on("GET /Users/:id?").resources((user) => ({
      ...user,
      password: "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    })),
  },
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
  const user = await t.make.user({ overrides: { password: "Q7!kd-93hgTT-zz0Lp" } });
  await user.read();
  await t.post("/Users", user.sent);
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
