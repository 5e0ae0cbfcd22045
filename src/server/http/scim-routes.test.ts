import { describe, expect, it } from "vitest";
import { BASE, GENERIC, SECRET, TOKEN, clientOf, makeUser, serverOf, userBody } from "../server.fixture.ts";
import type { Client } from "../server.fixture.ts";

const generic = (): Client => clientOf(serverOf(GENERIC));

describe("authentication", () => {
  it.each([
    ["no credentials", null],
    ["another token", "Bearer wrong"],
    ["the token without a scheme", TOKEN],
    ["the token in another scheme", `Basic ${TOKEN}`],
    ["an empty token", "Bearer "],
    ["the admin secret", `Bearer ${SECRET}`],
    ["two tokens", `Bearer ${TOKEN} ${TOKEN}`],
  ])("refuses %s with 401 and a challenge", async (_, authorization) => {
    const client = generic();
    for (const [method, path] of [
      ["GET", "/Users"],
      ["DELETE", "/Users/x"],
      ["GET", "/Schemas"],
      ["GET", "/Nowhere"],
    ] as const) {
      const { status, headers, body } = await client.send(method, path, { headers: { authorization } });
      expect([status, body["status"]]).toEqual([401, "401"]);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer realm="SCIM"/);
      expect(body["schemas"]).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
      expect(body["detail"]).toContain("Authorization: Bearer <token>");
    }
  });

  it("says in the challenge whether a token was wrong or missing", async () => {
    const challenge = async (authorization: string | null): Promise<string | null> =>
      (await generic().send("GET", "/Users", { headers: { authorization } })).headers.get("www-authenticate");
    expect(await challenge(null)).toBe('Bearer realm="SCIM"');
    expect(await challenge("Bearer wrong")).toBe('Bearer realm="SCIM", error="invalid_token"');
  });

  it("takes the name of the scheme in any letter case", async () => {
    expect((await generic().send("GET", "/Users", { headers: { authorization: `bearer ${TOKEN}` } })).status).toBe(200);
  });

  it("takes a token of other characters than RFC 6750 gives to tokens, as people choose them", async () => {
    const token = "p@ss!w:rd%";
    const client = clientOf(serverOf(GENERIC, { token }));
    expect((await client.send("GET", "/Users", { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it("lets anyone read the ServiceProviderConfig, and nothing more of it", async () => {
    const none = { headers: { authorization: null } };
    expect((await generic().send("GET", "/ServiceProviderConfig", none)).status).toBe(200);
    expect((await generic().send("PUT", "/ServiceProviderConfig", { ...none, body: {} })).status).toBe(401);
  });

  it("cannot be set up with an empty token", () => {
    expect(() => serverOf(GENERIC, { token: "" })).toThrow("must not be empty");
  });
});

describe("media types", () => {
  it.each([
    "application/scim+json",
    "application/scim+json; charset=utf-8",
    "application/json",
    'Application/JSON;charset="UTF-8"',
  ])("takes a body of type %s", async (type) => {
    expect(
      (await generic().send("POST", "/Users", { body: userBody("ann"), headers: { "content-type": type } })).status,
    ).toBe(201);
  });

  it.each(["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=latin1"])(
    "refuses a body of type %s with 415",
    async (type) => {
      const client = generic();
      const { status, body } = await client.send("POST", "/Users", {
        body: userBody("ann"),
        headers: { "content-type": type },
      });
      expect([status, body["status"]]).toEqual([415, "415"]);
      expect(body["detail"]).toContain(type);
      expect((await client.get("/Users")).body["totalResults"]).toBe(0);
    },
  );

  it.each(["*/*", "application/json", "application/scim+json;charset=utf-8", null])(
    "answers Accept %s in SCIM's type",
    async (accept) => {
      const { status, headers } = await generic().send("GET", "/Users", { headers: { accept } });
      expect([status, headers.get("content-type")]).toEqual([200, "application/scim+json"]);
    },
  );

  it("needs neither body nor type for DELETE", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    expect((await client.send("DELETE", `/Users/${id}`, { headers: { "content-type": "text/plain" } })).status).toBe(
      204,
    );
  });

  it.each(["{", "", "[]", "null", '"x"', "<xml/>"])("refuses the body %j as invalidSyntax", async (text) => {
    for (const [method, path] of [
      ["POST", "/Users"],
      ["PUT", "/Users/x"],
      ["PATCH", "/Users/x"],
    ] as const) {
      const { status, body } = await generic().send(method, path, { text });
      expect([method, status, body["scimType"]]).toEqual([method, 400, "invalidSyntax"]);
    }
  });
});

describe("methods and paths", () => {
  it.each([
    ["PUT", "/Users", "GET, HEAD, POST"],
    ["DELETE", "/Users", "GET, HEAD, POST"],
    ["POST", "/Users/x", "GET, HEAD, PUT, PATCH, DELETE"],
    ["FOO", "/Users/x", "GET, HEAD, PUT, PATCH, DELETE"],
    ["OPTIONS", "/Groups", "GET, HEAD, POST"],
    ["PATCH", "/ServiceProviderConfig", "GET, HEAD"],
    ["DELETE", "/ResourceTypes/User", "GET, HEAD"],
    ["POST", "/Schemas", "GET, HEAD"],
  ])("%s %s is answered with 405 and what is allowed", async (method, path, allow) => {
    const { status, headers, body } = await generic().send(method, path);
    expect([status, headers.get("allow"), body["status"]]).toEqual([405, allow, "405"]);
    expect(body["detail"]).toContain(method);
  });

  it.each([
    ["GET", "/Me"],
    ["POST", "/Bulk"],
    ["POST", "/.search"],
    ["POST", "/Users/.search"],
    ["POST", "/Groups/.search"],
    ["GET", ""],
  ])("%s %s, which is not offered, is answered with 501", async (method, path) => {
    const client = generic();
    const body =
      method === "POST" ? { body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"] } } : {};
    const answer = await client.send(method, `${BASE}${path}`, body);
    expect([answer.status, answer.body["status"]]).toEqual([501, "501"]);
    expect((await client.get("/Users")).body["totalResults"]).toBe(0);
  });

  it.each([`${BASE}/Nowhere`, `${BASE}/Users/a/b`, "http://scim.test/scim/v9/Users", "http://scim.test/"])(
    "%s is answered with 404 and a SCIM error",
    async (url) => {
      const { status, body } = await generic().send("GET", url);
      expect([status, body["status"], body["schemas"]]).toEqual([
        404,
        "404",
        ["urn:ietf:params:scim:api:messages:2.0:Error"],
      ]);
    },
  );

  it("does not mind a slash at the end of a path", async () => {
    expect((await generic().get("/Users/")).body["totalResults"]).toBe(0);
  });

  it("ignores unknown query parameters", async () => {
    expect((await generic().get("/Users?xunknown=1")).body["totalResults"]).toBe(0);
  });
});

describe("locations", () => {
  it("follow the URL of the request", async () => {
    const client = clientOf(serverOf(GENERIC, { newId: () => "1", basePath: "/tenants/7/scim/v2/" }));
    const { headers } = await client.post("https://other.test:8443/tenants/7/scim/v2/Users", userBody("ann"));
    expect(headers.get("location")).toBe("https://other.test:8443/tenants/7/scim/v2/Users/1");
  });

  it("start with the public URL where there is one", async () => {
    const client = clientOf(serverOf(GENERIC, { newId: () => "1", publicUrl: "https://scim.example.com/v2/" }));
    const { headers, body } = await client.post("/Users", userBody("ann"));
    expect(headers.get("location")).toBe("https://scim.example.com/v2/Users/1");
    expect(body).toMatchObject({ meta: { location: "https://scim.example.com/v2/Users/1" } });
  });

  it("may be at the root of the host, beside the admin API", async () => {
    const client = clientOf(serverOf(GENERIC, { basePath: "/" }));
    expect((await client.get("http://scim.test/Users")).body["totalResults"]).toBe(0);
    expect((await client.admin("GET", "/seats")).body).toEqual({ products: [] });
  });
});

describe("a fault of the server", () => {
  it("is answered with 500 and a SCIM error", async () => {
    const client = clientOf(
      serverOf(GENERIC, {
        rules: [],
        ports: ({ store }) => ({
          store: {
            ...store,
            find: async () => {
              throw new Error("disk full");
            },
          },
        }),
      }),
    );
    expect(await client.get("/Users/x")).toMatchObject({
      status: 500,
      body: { status: "500", detail: "The server failed to carry out the request: disk full" },
    });
  });
});
