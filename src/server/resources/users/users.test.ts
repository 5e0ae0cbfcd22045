import { describe, expect, it } from "vitest";
import {
  BASE,
  ENTERPRISE,
  GENERIC,
  USER,
  clientOf,
  makeUser,
  pluck,
  serverOf,
  userBody,
} from "../../server.fixture.ts";
import type { Client } from "../../server.fixture.ts";

const generic = (): Client => clientOf(serverOf(GENERIC));

describe("POST /Users", () => {
  it("answers 201 with the new user, its location the same in header and meta", async () => {
    const now = Date.parse("2026-03-04T05:06:07.008Z");
    const client = clientOf(serverOf(GENERIC, { newId: () => "2819c223", clock: () => now }));
    const { status, headers, body } = await client.post(
      "/Users",
      userBody("bjensen", { name: { givenName: "Barbara" } }),
    );
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("application/scim+json");
    expect(headers.get("location")).toBe(`${BASE}/Users/2819c223`);
    expect(body).toEqual({
      schemas: [USER],
      id: "2819c223",
      userName: "bjensen",
      name: { givenName: "Barbara" },
      active: true,
      meta: {
        resourceType: "User",
        created: "2026-03-04T05:06:07.008Z",
        lastModified: "2026-03-04T05:06:07.008Z",
        location: `${BASE}/Users/2819c223`,
      },
    });
  });

  it("percent-encodes in the location what a URI cannot hold, and not in the id", async () => {
    const client = clientOf(serverOf(GENERIC, { newId: () => "usr|1 a" }));
    const { headers, body } = await client.post("/Users", userBody("bjensen"));
    expect(body["id"]).toBe("usr|1 a");
    expect(headers.get("location")).toBe(`${BASE}/Users/usr%7C1%20a`);
  });

  it("ignores readOnly attributes of the client", async () => {
    const client = generic();
    const { status, body } = await client.post(
      "/Users",
      userBody("ann", {
        id: "mine",
        groups: [{ value: "g" }],
        meta: { created: "2001-01-01T00:00:00Z", resourceType: "X" },
      }),
    );
    expect(status).toBe(201);
    expect(body["id"]).not.toBe("mine");
    expect(body).not.toHaveProperty("groups");
    expect(body).toMatchObject({ meta: { resourceType: "User" } });
    expect(JSON.stringify(body)).not.toContain("2001");
  });

  it("reads attribute names in any letter case and keeps the case of values", async () => {
    const { body } = await generic().post("/Users", {
      SCHEMAS: [USER],
      USERNAME: "Ann.Lee",
      Name: { GIVENNAME: "Ann" },
    });
    expect(body).toMatchObject({ userName: "Ann.Lee", name: { givenName: "Ann" } });
  });

  it("keeps an inactive user inactive", async () => {
    expect((await generic().post("/Users", userBody("ann", { active: false }))).body["active"]).toBe(false);
  });

  it("stores an extension under its URN and lists the URN", async () => {
    const { body } = await generic().post("/Users", userBody("ann", { [ENTERPRISE]: { department: "Ship" } }));
    expect(body["schemas"]).toEqual([USER, ENTERPRISE]);
    expect(body[ENTERPRISE]).toEqual({ department: "Ship" });
  });

  it("refuses a userName that is in use in other letter case", async () => {
    const client = generic();
    await makeUser(client, userBody("ann"));
    const { status, body } = await client.post("/Users", userBody("ANN"));
    expect(status).toBe(409);
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      scimType: "uniqueness",
      detail: "A user with the userName 'ANN' exists already; a userName is unique regardless of letter case.",
      status: "409",
    });
    expect((await client.get("/Users")).body["totalResults"]).toBe(1);
  });

  it.each([undefined, null, "", "  "])("refuses a userName of %j", async (userName) => {
    const { status, body } = await generic().post("/Users", {
      schemas: [USER],
      ...(userName !== undefined && { userName }),
    });
    expect([status, body["scimType"]]).toEqual([400, "invalidValue"]);
  });

  it.each([{ userName: "ann" }, { schemas: [], userName: "ann" }, { schemas: ["urn:bogus"], userName: "ann" }])(
    "refuses the body %j, whose schemas do not name the User schema",
    async (body) => {
      const client = generic();
      expect((await client.post("/Users", body)).status).toBe(400);
      expect((await client.get("/Users")).body["totalResults"]).toBe(0);
    },
  );

  it("gives one of many simultaneous creates of a userName the user, and the others 409", async () => {
    const client = generic();
    const answers = await Promise.all(Array.from({ length: 20 }, async () => client.post("/Users", userBody("ann"))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it("allows two users the same e-mail where the profile does not say otherwise", async () => {
    const client = generic();
    const emails = [{ value: "a@example.com" }];
    await makeUser(client, userBody("ann", { emails }));
    expect((await client.post("/Users", userBody("bob", { emails }))).status).toBe(201);
  });
});

describe("a password", () => {
  it("is accepted, never shown and not to be found by a filter", async () => {
    const client = generic();
    const answer = await client.post("/Users", userBody("ann", { password: "t1meMa$heen" }));
    expect(answer.status).toBe(201);
    expect(answer.text).not.toMatch(/password|sha256|t1meMa/);
    expect((await client.get("/Users?attributes=password")).text).not.toMatch(/password|sha256|t1meMa/);
    expect((await client.get("/Users?filter=password pr")).body["totalResults"]).toBe(0);
  });

  it("is stored as a hash, kept by a PUT without it, and changed by a PUT or PATCH with another one", async () => {
    const server = serverOf(GENERIC);
    const client = clientOf(server);
    const id = await makeUser(client, userBody("ann", { password: "first" }));
    const stored = async (): Promise<string> =>
      String((await server.ports.store.find("User", id))?.attributes["password"]);
    const first = await stored();
    expect(first).toMatch(/^sha256:/);
    await client.put(`/Users/${id}`, userBody("ann", { title: "x" }));
    await client.put(`/Users/${id}`, userBody("ann", { password: "first" }));
    expect(await stored()).toBe(first);
    await client.patch(`/Users/${id}`, [{ op: "replace", value: { password: "second" } }]);
    const second = await stored();
    expect(second).toMatch(/^sha256:/);
    expect(second).not.toBe(first);
  });
});

describe("GET /Users/{id}", () => {
  it("answers with the user", async () => {
    const client = generic();
    const made = await client.post("/Users", userBody("ann", { title: "Pilot" }));
    const { status, body } = await client.get(`/Users/${String(made.body["id"])}`);
    expect(status).toBe(200);
    expect(body).toEqual(made.body);
  });

  it("shows a deactivated user", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
    expect(await client.get(`/Users/${id}`)).toMatchObject({ status: 200, body: { active: false } });
  });

  it.each(["GET", "DELETE"])("answers 404 with a SCIM error to %s of an unknown id", async (method) => {
    expect(await generic().send(method, "/Users/nobody")).toMatchObject({
      status: 404,
      body: { status: "404", detail: "There is no User with the id 'nobody'." },
    });
  });

  it("treats ids as case exact", async () => {
    const client = clientOf(serverOf(GENERIC, { newId: () => "abc" }));
    await makeUser(client, userBody("ann"));
    expect((await client.get("/Users/ABC")).status).toBe(404);
  });

  it("answers HEAD like GET, without a body", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    const { status, text, headers } = await client.send("HEAD", `/Users/${id}`);
    expect([status, text, headers.get("content-type")]).toEqual([200, "", "application/scim+json"]);
    expect((await client.send("HEAD", "/Users/nobody")).status).toBe(404);
  });
});

describe("PUT /Users/{id}", () => {
  it("replaces attributes, drops those not named, and keeps id and created", async () => {
    let now = Date.parse("2026-01-01T00:00:00Z");
    const client = clientOf(serverOf(GENERIC, { clock: () => now }));
    const id = await makeUser(client, userBody("ann", { title: "Pilot", nickName: "A" }));
    now += 5000;
    const { status, body } = await client.put(`/Users/${id}`, userBody("anna", { id: "other", nickName: "B" }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      userName: "anna",
      nickName: "B",
      meta: { created: "2026-01-01T00:00:00.000Z", lastModified: "2026-01-01T00:00:05.000Z" },
    });
    expect(body).not.toHaveProperty("title");
    expect(pluck(await client.get('/Users?filter=userName eq "ann"'), "id")).toEqual([]);
    expect(pluck(await client.get('/Users?filter=userName eq "ANNA"'), "id")).toEqual([id]);
  });

  it("leaves a user inactive who is not said to be active", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann", { active: false }));
    expect((await client.put(`/Users/${id}`, userBody("ann", { title: "x" }))).body["active"]).toBe(false);
    expect((await client.put(`/Users/${id}`, userBody("ann", { active: true }))).body["active"]).toBe(true);
  });

  it("does not move lastModified when nothing changes", async () => {
    const client = generic();
    const made = await client.post("/Users", userBody("ann", { title: "Pilot" }));
    const { body } = await client.put(`/Users/${String(made.body["id"])}`, made.body);
    expect(body).toEqual(made.body);
  });

  it("never creates", async () => {
    const client = generic();
    expect((await client.put("/Users/nobody", userBody("ann"))).status).toBe(404);
    expect((await client.get("/Users")).body["totalResults"]).toBe(0);
  });

  it("refuses somebody else's userName and changes nothing", async () => {
    const client = generic();
    await makeUser(client, userBody("ann"));
    const id = await makeUser(client, userBody("bob"));
    expect(await client.put(`/Users/${id}`, userBody("Ann", { title: "x" }))).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness" },
    });
    const { body } = await client.get(`/Users/${id}`);
    expect(body["userName"]).toBe("bob");
    expect(body).not.toHaveProperty("title");
  });
});

describe("PATCH /Users/{id}", () => {
  it("answers 200 with the changed user to Okta's pathless deactivation", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann", { title: "Pilot" }));
    const { status, body } = await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, userName: "ann", title: "Pilot", active: false });
  });

  it("takes Entra's capitals, strings for booleans and paths into an extension", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    const { status, body } = await client.patch(`/Users/${id}`, [
      { op: "Replace", path: "active", value: "False" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "Ship" },
      { op: "Add", path: 'emails[type eq "work"].value', value: "a@example.com" },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      schemas: [USER, ENTERPRISE],
      active: false,
      [ENTERPRISE]: { department: "Ship" },
      emails: [{ type: "work", value: "a@example.com" }],
    });
  });

  it("changes nothing when one of several operations fails", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann", { title: "Pilot" }));
    const { status, body } = await client.patch(`/Users/${id}`, [
      { op: "replace", path: "title", value: "Cook" },
      { op: "replace", path: "id", value: "other" },
    ]);
    expect([status, body["scimType"]]).toEqual([400, "mutability"]);
    expect((await client.get(`/Users/${id}`)).body["title"]).toBe("Pilot");
  });

  it("moves lastModified with a change, even within a millisecond, and not without one", async () => {
    const client = clientOf(serverOf(GENERIC, { clock: () => Date.parse("2026-01-01T00:00:00Z") }));
    const id = await makeUser(client, userBody("ann"));
    const titled = await client.patch(`/Users/${id}`, [{ op: "add", path: "title", value: "Pilot" }]);
    expect(titled.body).toMatchObject({ meta: { lastModified: "2026-01-01T00:00:00.001Z" } });
    const again = await client.patch(`/Users/${id}`, [{ op: "add", path: "title", value: "Pilot" }]);
    expect(again.body).toEqual(titled.body);
  });

  it("refuses an empty or a foreign userName", async () => {
    const client = generic();
    await makeUser(client, userBody("ann"));
    const id = await makeUser(client, userBody("bob"));
    const rename = async (value: string): Promise<number> =>
      (await client.patch(`/Users/${id}`, [{ op: "replace", path: "userName", value }])).status;
    expect(await rename("")).toBe(400);
    expect(await rename("ANN")).toBe(409);
    expect((await client.get(`/Users/${id}`)).body["userName"]).toBe("bob");
  });

  it("answers 404 for an unknown id", async () => {
    expect((await generic().patch("/Users/nobody", [{ op: "replace", value: { active: false } }])).status).toBe(404);
  });

  it("loses none of many simultaneous changes of one user", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    const values = Array.from({ length: 30 }, (_, index) => `role${index}`);
    await Promise.all(
      values.map(async (value) => client.patch(`/Users/${id}`, [{ op: "add", path: "roles", value: [{ value }] }])),
    );
    const { roles } = (await client.get(`/Users/${id}`)).body;
    expect(roles).toHaveLength(30);
  });
});

describe("DELETE /Users/{id}", () => {
  it("answers 204 without a body, after which the user is gone and his userName free", async () => {
    const client = generic();
    const id = await makeUser(client, userBody("ann"));
    const { status, text } = await client.delete(`/Users/${id}`);
    expect([status, text]).toEqual([204, ""]);
    for (const method of ["GET", "DELETE"]) expect((await client.send(method, `/Users/${id}`)).status).toBe(404);
    expect((await client.put(`/Users/${id}`, userBody("ann"))).status).toBe(404);
    expect((await client.get('/Users?filter=userName eq "ann"')).body["totalResults"]).toBe(0);
    expect(await makeUser(client, userBody("ann"))).not.toBe(id);
  });
});
