import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Resources, Schemas, Types } from "scimmy";
import { SCIMMYRouters } from "scimmy-routers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import { BASE, GENERIC, PATCH_OP, TOKEN, USER, serverOf } from "./server.fixture.ts";

// Another implementation of SCIM 2.0, written by others: on what both understand they must agree. Left out of the
// comparison is what the RFCs leave to the server (ids, times, locations, the wording of errors) and what SCIMMY is known
// to do otherwise: filters regard letter case, bodies need no schemas,
// paging is left to the application.

interface Step {
  readonly title: string;
  readonly method: string;
  /** `{id}` stands for the id of the first user made. */
  readonly path: string;
  readonly body?: Json;
}

const NAME = { givenName: "Barbara", familyName: "Jensen" };
const patchOf = (...operations: readonly Json[]): Json => ({ schemas: [PATCH_OP], Operations: operations });

const STEPS: readonly Step[] = [
  { title: "an empty list", method: "GET", path: "/Users" },
  {
    title: "a new user",
    method: "POST",
    path: "/Users",
    body: {
      schemas: [USER],
      userName: "BJensen",
      name: NAME,
      active: true,
      emails: [{ value: "b@example.com", type: "work" }],
    },
  },
  { title: "the user", method: "GET", path: "/Users/{id}" },
  { title: "a second user", method: "POST", path: "/Users", body: { schemas: [USER], userName: "mia", active: true } },
  { title: "a userName that is taken", method: "POST", path: "/Users", body: { schemas: [USER], userName: "bjensen" } },
  { title: "a user without userName", method: "POST", path: "/Users", body: { schemas: [USER], active: true } },
  {
    title: "a user of the wrong type",
    method: "POST",
    path: "/Users",
    body: { schemas: [USER], userName: "x", emails: "x" },
  },
  { title: "the user by userName", method: "GET", path: "/Users?filter=userName%20eq%20%22BJensen%22" },
  { title: "nobody by userName", method: "GET", path: "/Users?filter=userName%20eq%20%22nobody%22" },
  {
    title: "users by part of a userName",
    method: "GET",
    path: "/Users?filter=userName%20sw%20%22BJ%22",
  },
  {
    title: "users by one of two names",
    method: "GET",
    path: "/Users?filter=userName%20eq%20%22mia%22%20or%20userName%20sw%20%22B%22",
  },
  { title: "an invalid filter", method: "GET", path: "/Users?filter=userName%20xx%20%22a%22" },
  { title: "only the userName", method: "GET", path: "/Users/{id}?attributes=schemas,userName" },
  { title: "all but the e-mails", method: "GET", path: "/Users/{id}?excludedAttributes=emails" },
  {
    title: "a replaced user",
    method: "PUT",
    path: "/Users/{id}",
    body: { schemas: [USER], userName: "BJensen", name: NAME, nickName: "Babs", active: true },
  },
  {
    title: "the deactivation without a path",
    method: "PATCH",
    path: "/Users/{id}",
    body: patchOf({ op: "replace", value: { active: false } }),
  },
  { title: "the deactivated user", method: "GET", path: "/Users/{id}" },
  {
    title: "several operations",
    method: "PATCH",
    path: "/Users/{id}",
    body: patchOf(
      { op: "replace", path: "name.givenName", value: "Babs" },
      { op: "add", path: "emails", value: [{ value: "new@example.com", type: "home" }] },
      { op: "remove", path: "nickName" },
    ),
  },
  {
    title: "a change of one e-mail",
    method: "PATCH",
    path: "/Users/{id}",
    body: patchOf({ op: "replace", path: 'emails[type eq "home"].value', value: "other@example.com" }),
  },
  { title: "an operation without target", method: "PATCH", path: "/Users/{id}", body: patchOf({ op: "remove" }) },
  {
    title: "an unknown operation",
    method: "PATCH",
    path: "/Users/{id}",
    body: patchOf({ op: "move", path: "title", value: "x" }),
  },
  {
    title: "a PATCH of nobody",
    method: "PATCH",
    path: "/Users/nobody",
    body: patchOf({ op: "replace", value: { active: false } }),
  },
  { title: "the deletion", method: "DELETE", path: "/Users/{id}" },
  { title: "the deleted user", method: "GET", path: "/Users/{id}" },
  { title: "the deletion of nobody", method: "DELETE", path: "/Users/{id}" },
  { title: "who is left", method: "GET", path: "/Users" },
];

describe("the reference server and SCIMMY agree on", () => {
  const answers: { readonly ours: Comparable[]; readonly theirs: Comparable[] } = { ours: [], theirs: [] };
  let theirServer: Server | undefined;

  beforeAll(async () => {
    const ours = serverOf(GENERIC);
    answers.ours.push(...(await play(BASE, ours.fetch)));
    theirServer = createServer(createTheirApp());
    await new Promise<void>((resolve) => theirServer?.listen(0, "127.0.0.1", resolve));
    const address = theirServer.address();
    const { port } = isAddress(address) ? address : { port: 0 };
    answers.theirs.push(...(await play(`http://127.0.0.1:${port}/scim`, fetch)));
  });

  afterAll(() => theirServer?.close());

  it.each(STEPS.map(({ title }, index) => ({ title, index })))("$title", ({ index }) => {
    expect(answers.ours[index]).toEqual(answers.theirs[index]);
  });
});

interface Comparable {
  readonly status: number;
  readonly body: Json | undefined;
}

async function play(baseUrl: string, send: (request: Request) => Promise<Response>): Promise<readonly Comparable[]> {
  const results: Comparable[] = [];
  let id = "";
  for (const { method, path, body } of STEPS) {
    const request = new Request(`${baseUrl}${path.replace("{id}", id)}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await send(request);
    const text = await response.text();
    const json = text === "" ? undefined : toJson(JSON.parse(text));
    if (id === "" && isObject(json) && response.status === 201) id = String(json["id"]);
    results.push({ status: response.status, body: json === undefined ? undefined : toComparable(json) });
  }
  return results;
}

function toComparable(json: Json): Json {
  if (isArray(json)) return json.map(toComparable);
  if (!isObject(json)) return json;
  // SCIMMY repeats the count asked for as itemsPerPage, where RFC 7644 section 3.4.2 wants the number of resources.
  const { id: _id, meta: _meta, detail: _detail, itemsPerPage: _itemsPerPage, ...others } = json;
  return Object.fromEntries(Object.entries(others).map(([key, value]) => [key, toComparable(value ?? null)]));
}

function createTheirApp(): express.Express {
  const users = new Map<string, JsonObject>();
  let next = 0;
  const unknown = (): Error => new Types.Error(404, "", "unknown");
  const toTheirs = (user: JsonObject): TheirUser => new Schemas.User(user);
  Resources.declare(Resources.User)
    .ingress((resource, instance) => {
      if (resource.id !== undefined && !users.has(resource.id)) throw unknown();
      const id = resource.id ?? String((next += 1));
      const user = { ...toObject(instance), id };
      const isTaken = users.entries().some(([otherId, other]) => otherId !== id && sameUserName(other, user));
      if (isTaken) throw new Types.Error(409, "uniqueness", "taken");
      users.set(id, user);
      return toTheirs(user);
    })
    .egress((resource) => {
      const all = [...users.values()];
      if (resource.id === undefined) {
        const found: readonly JsonObject[] = resource.filter === undefined ? all : resource.filter.match(all);
        return found.map(toTheirs);
      }
      const found = users.get(resource.id);
      if (found === undefined) throw unknown();
      return toTheirs(found);
    })
    .degress((resource) => {
      if (!users.delete(String(resource.id))) throw unknown();
    });
  const app = express();
  app.use("/scim", new SCIMMYRouters({ type: "bearer", handler: () => "tester" }));
  return app;
}

type TheirUser = InstanceType<typeof Schemas.User>;

function sameUserName(a: JsonObject, b: JsonObject): boolean {
  return String(a["userName"]).toLowerCase() === String(b["userName"]).toLowerCase();
}

function toObject(value: unknown): JsonObject {
  const json = toJson(JSON.parse(JSON.stringify(value)));
  return isObject(json) ? json : {};
}

function toJson(value: unknown): Json {
  return isObject(value) || isArray(value) || typeof value === "string" ? value : null;
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
