import type { IdentityProviderOptions } from "../../../src/engine/identity-provider.ts";
import type { FetchHandler } from "../../../src/scim/http.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { createOktaStage } from "../actions/okta-stage.ts";
import type { OktaStage } from "../actions/okta-stage.ts";
import type { OktaUser, OktaUserProfile } from "../org/directory.ts";

/** One request to the org, read. */
interface Call {
  readonly stage: OktaStage;
  readonly app: string;
  readonly user: string;
  readonly body: JsonObject;
}

type Answer = (call: Call) => Promise<Response> | Response;

/** The few endpoints of Okta's management API that its CRUD test drives, carried out by the emulated org. */
const ROUTES: readonly (readonly [method: string, path: RegExp, answer: Answer])[] = [
  ["GET", /^\/api\/v1\/apps\/(?<app>[^/]+)$/, ({ app }) => Response.json({ id: app, status: "ACTIVE" })],
  ["POST", /^\/api\/v1\/users$/, addUser],
  ["PUT", /^\/api\/v1\/users\/(?<user>[^/]+)$/, updateUser],
  [
    "POST",
    /^\/api\/v1\/users\/(?<user>[^/]+)\/lifecycle\/deactivate$/,
    ofUser(async ({ stage }, user) => {
      await stage.org.deactivateUsers([user]);
      return Response.json({});
    }),
  ],
  [
    "POST",
    /^\/api\/v1\/users\/(?<user>[^/]+)\/lifecycle\/activate$/,
    ofUser(async ({ stage }, user) => {
      await stage.org.activateUsers([user]);
      return Response.json({});
    }),
  ],
  ["POST", /^\/api\/v1\/apps\/(?<app>[^/]+)\/users$/, assignUser],
  [
    "DELETE",
    /^\/api\/v1\/apps\/(?<app>[^/]+)\/users\/(?<user>[^/]+)$/,
    ofUser(async ({ stage }, user) => {
      await stage.app.unassignUsers([user]);
      return new Response(null, { status: 204 });
    }),
  ],
];

/**
 * An org with an app that points at the session's target, driven as Okta's own API is. It answers when everything has been sent that
 * Okta would have sent by and by.
 */
export function createAdminApi(options: IdentityProviderOptions): FetchHandler {
  const stage = createOktaStage(options);
  return async (request) => {
    const { pathname } = new URL(request.url);
    for (const [method, path, answer] of ROUTES) {
      const found = method === request.method ? path.exec(pathname) : null;
      if (found !== null) return answer({ stage, app: "", user: "", ...found.groups, body: await bodyOf(request) });
    }
    return refuse(404, `The emulated org has no ${request.method} ${pathname}.`);
  };
}

function addUser({ stage, body }: Call): Response {
  const { login, email, firstName, lastName, ...others } = textsIn(body["profile"]);
  const userName = login ?? email;
  if (userName === undefined) return refuse(400, "The profile has no login.");
  const user = stage.org.addUser({
    ...others,
    userName,
    email: email ?? userName,
    firstName: firstName ?? "",
    lastName: lastName ?? "",
  });
  return toUserResponse(user);
}

function updateUser(call: Call): Promise<Response> | Response {
  return ofUser(async ({ stage, body }, user) => {
    const { login, ...changes } = textsIn(body["profile"]);
    await stage.org.updateProfile(user, { ...changes, ...(login === undefined ? {} : { userName: login }) });
    return toUserResponse(user);
  })(call);
}

async function assignUser(call: Call): Promise<Response> {
  const { stage, body } = call;
  const user = find(stage, typeof body["id"] === "string" ? body["id"] : "");
  if (user === undefined) return refuse(404, "There is no such user.");
  await stage.app.assignUsers([user]);
  return Response.json({ id: user.id, scope: "USER", status: "PROVISIONED" });
}

function ofUser(work: (call: Call, user: OktaUser) => Promise<Response>): Answer {
  return (call) => {
    const user = find(call.stage, call.user);
    return user === undefined ? refuse(404, "There is no such user.") : work(call, user);
  };
}

function find({ org }: OktaStage, id: string): OktaUser | undefined {
  return org.users().find((user) => user.id === id);
}

function toUserResponse({ id, status, profile }: OktaUser): Response {
  return Response.json({ id, status: status.toUpperCase(), profile: toAnswer(profile) });
}

function toAnswer({ userName, ...profile }: OktaUserProfile): Readonly<Record<string, unknown>> {
  return { login: userName, ...profile };
}

function textsIn(profile: Json | undefined): Readonly<Record<string, string>> {
  const members = Object.entries(isObject(profile) ? profile : {});
  return Object.fromEntries(members.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}

async function bodyOf(request: Request): Promise<JsonObject> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function refuse(status: number, summary: string): Response {
  return Response.json({ errorCode: "E0000007", errorSummary: summary }, { status });
}
