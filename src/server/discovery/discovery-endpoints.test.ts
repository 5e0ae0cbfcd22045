import { describe, expect, it } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import {
  BASE,
  ENTERPRISE,
  GENERIC,
  GROUP,
  SEATED,
  USER,
  ZOOMINFO,
  clientOf,
  pluck,
  resourcesOf,
  serverOf,
} from "../server.fixture.ts";
import type { Client } from "../server.fixture.ts";

const generic = (): Client => clientOf(serverOf(GENERIC));
const CORE = "urn:ietf:params:scim:schemas:core:2.0";

it("tells in the ServiceProviderConfig what the server can do", async () => {
  const { status, body } = await generic().get("/ServiceProviderConfig");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    schemas: [`${CORE}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [{ type: "oauthbearertoken", name: expect.any(String), description: expect.any(String) }],
    meta: { resourceType: "ServiceProviderConfig", location: `${BASE}/ServiceProviderConfig` },
  });
});

it("publishes what it asks of a user: products, and the extension that holds them", async () => {
  const client = clientOf(serverOf(await loadProfile("zoominfo")));
  const [user] = resourcesOf(await client.get("/ResourceTypes"));
  expect(user).toMatchObject({ schemaExtensions: [{ schema: ZOOMINFO, required: true }] });
  const { body } = await client.get(`/Schemas/${ZOOMINFO}`);
  expect(body).toMatchObject({
    attributes: expect.arrayContaining([expect.objectContaining({ name: "ziProduct", required: true })]),
  });
  const bare = { schemas: [USER], userName: "ann@b.example", emails: [{ value: "ann@b.example", primary: true }] };
  expect(await client.post("/Users", bare)).toMatchObject({
    status: 400,
    body: { scimType: "invalidValue", detail: expect.stringContaining("in the attribute 'ziProduct'") },
  });
});

describe("/ResourceTypes", () => {
  it("lists users and groups with their extensions", async () => {
    const answer = await generic().get("/ResourceTypes");
    expect(answer.body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 2 });
    expect(resourcesOf(answer)).toMatchObject([
      {
        schemas: [`${CORE}:ResourceType`],
        id: "User",
        name: "User",
        endpoint: "/Users",
        schema: USER,
        schemaExtensions: [{ schema: ENTERPRISE, required: false }],
        meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/User` },
      },
      { id: "Group", endpoint: "/Groups", schema: GROUP, schemaExtensions: [] },
    ]);
  });

  it("gives one by its name and 404 for an unknown one", async () => {
    expect((await generic().get("/ResourceTypes/Group")).body).toMatchObject({ id: "Group", schema: GROUP });
    expect((await generic().get("/ResourceTypes/Device")).status).toBe(404);
  });
});

describe("/Schemas", () => {
  it("lists every schema that a resource of the server names, and no message", async () => {
    expect(pluck(await generic().get("/Schemas"), "id")).toEqual([
      USER,
      GROUP,
      ENTERPRISE,
      `${CORE}:ServiceProviderConfig`,
      `${CORE}:ResourceType`,
      `${CORE}:Schema`,
    ]);
    expect(pluck(await clientOf(serverOf(SEATED)).get("/Schemas"), "id")).toEqual([
      USER,
      ZOOMINFO,
      `${CORE}:ServiceProviderConfig`,
      `${CORE}:ResourceType`,
      `${CORE}:Schema`,
    ]);
  });

  it("gives one by its URN, encoded or not, at the location that it names", async () => {
    const { status, body } = await generic().get(`/Schemas/${ENTERPRISE}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      schemas: [`${CORE}:Schema`],
      id: ENTERPRISE,
      name: "EnterpriseUser",
      meta: { resourceType: "Schema", location: `${BASE}/Schemas/${ENTERPRISE}` },
    });
    expect((await generic().get(`/Schemas/${encodeURIComponent(ENTERPRISE)}`)).body).toEqual(body);
    expect((await generic().get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:Device")).status).toBe(404);
  });

  it("has locations that follow the host of each request", async () => {
    const client = generic();
    for (const host of ["a.test", "b.test", "a.test"]) {
      const { body } = await client.get(`http://${host}/scim/v2/Schemas/${USER}`);
      expect(body).toMatchObject({ meta: { location: `http://${host}/scim/v2/Schemas/${USER}` } });
    }
  });
});

it.each(["/Schemas", "/ResourceTypes"])("ignores paging and sorting at %s", async (path) => {
  const client = generic();
  expect((await client.get(`${path}?count=1&startIndex=2&sortBy=id`)).body).toEqual((await client.get(path)).body);
});

it.each(["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])("refuses a filter at %s with 403", async (path) => {
  const { status, body } = await generic().get(`${path}?filter=${encodeURIComponent('id eq "x"')}`);
  expect([status, body["status"]]).toEqual([403, "403"]);
});
