import { describe, expect, it } from "vitest";
import type { ServerRules } from "../../profile/profile.ts";
import {
  ADMIN,
  GENERIC,
  SEATED,
  TOKEN,
  USER,
  ZOOMINFO,
  clientOf,
  makeUser,
  pluck,
  seatedBody,
  serverOf,
  userBody,
} from "../server.fixture.ts";
import type { Answer, Client } from "../server.fixture.ts";

const PAT = { firstName: "Pat", lastName: "Lee", email: "pat@example.com", products: ["Sales"] };

function seated(portalUsers: ServerRules["portalUsers"] = "inactive"): Client {
  return clientOf(serverOf({ ...SEATED, server: { ...SEATED.server, portalUsers } }));
}

async function addPat(client: Client): Promise<string> {
  const { status, text, body } = await client.admin("POST", "/users", PAT);
  if (status !== 201) throw new Error(text);
  return String(body["id"]);
}

async function statusOf(client: Client, id: string): Promise<unknown> {
  const { users } = (await client.admin("GET", "/users")).body;
  const rows = JSON.parse(JSON.stringify(users)) as readonly Record<string, unknown>[];
  const row = rows.find((candidate) => candidate["id"] === id);
  return row && [row["status"], row["scimActive"], row["platformActive"]];
}

describe("the admin API", () => {
  it("is closed to everyone without the admin secret", async () => {
    const client = seated();
    for (const authorization of [null, `Bearer ${TOKEN}`, "Bearer x"]) {
      const answer = await client.send("GET", `${ADMIN}/seats`, { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.body["error"]).toContain("admin secret");
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it("shows the seats of each product", async () => {
    const products = [
      { name: "Sales", total: 3 },
      { name: "Bundle", total: 1, expires: "2030-01-01T00:00:00Z" },
    ];
    const client = clientOf(serverOf(SEATED, { products }));
    await makeUser(client, seatedBody("ann"));
    expect((await client.admin("GET", "/seats")).body).toEqual({
      products: [
        { name: "Sales", total: 3, used: 1, available: 2, expires: null },
        { name: "Bundle", total: 1, used: 0, available: 1, expires: "2030-01-01T00:00:00Z" },
      ],
    });
  });

  it("sells seats", async () => {
    const { status, body } = await seated().admin("POST", "/seats/buy", { product: "Sales", seats: 20 });
    expect([status, body]).toEqual([200, { name: "Sales", total: 22, used: 0, available: 22, expires: null }]);
  });

  it.each([
    {},
    { product: "Sales" },
    { product: "", seats: 1 },
    { product: "Sales", seats: 0 },
    { product: "Sales", seats: "2" },
    { product: "Sales", seats: 1.5 },
  ])("refuses to sell for %j", async (form) => {
    const { status, body } = await seated().admin("POST", "/seats/buy", form);
    expect(status).toBe(400);
    expect(body["error"]).toMatch(/^The field '(product|seats)' must be/);
  });

  it("answers what it does not have with a JSON error", async () => {
    expect(await seated().admin("GET", "/nothing")).toMatchObject({ status: 404, body: { error: expect.any(String) } });
    const { status, headers } = await seated().admin("DELETE", "/users");
    expect([status, headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect(await seated().send("POST", `${ADMIN}/users`, { text: "{" })).toMatchObject({ status: 401 });
  });
});

describe("a portal user", () => {
  it("is added with seats, as platform-active and not scim-active", async () => {
    const client = seated();
    const { status, body } = await client.admin("POST", "/users", PAT);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body["id"],
      userName: "pat@example.com",
      firstName: "Pat",
      lastName: "Lee",
      email: "pat@example.com",
      products: ["Sales"],
      platformActive: true,
      scimActive: false,
      status: "Never assigned",
    });
    const { products } = (await client.admin("GET", "/seats")).body;
    expect(products).toMatchObject([{ name: "Sales", used: 1 }, {}]);
  });

  it.each([
    [{ ...PAT, email: "" }, 400],
    [{ ...PAT, firstName: 1 }, 400],
    [{ ...PAT, products: "Sales" }, 400],
    [{ ...PAT, products: ["Cranes"] }, 400],
    [{ ...PAT, userName: "ann@example.com" }, 409],
    [{ ...PAT, email: "ann@example.com", userName: "pat" }, 409],
  ])("is refused as %j with %i, and no seat is taken", async (form, expected) => {
    const client = seated();
    await makeUser(client, seatedBody("ann"));
    const { status, body } = await client.admin("POST", "/users", form);
    expect([status, typeof body["error"]]).toEqual([expected, "string"]);
    expect((await client.admin("GET", "/seats")).body).toMatchObject({ products: [{ used: 1 }, { used: 0 }] });
  });

  it("is refused when no seat is left", async () => {
    const client = seated();
    await makeUser(client, seatedBody("ann", ["Marketing"]));
    expect((await client.admin("POST", "/users", { ...PAT, products: ["Marketing"] })).status).toBe(403);
  });

  it("can be had without products, and in a profile without products only so", async () => {
    const client = clientOf(serverOf(GENERIC));
    expect((await client.admin("POST", "/users", { ...PAT, products: [] })).status).toBe(201);
    expect((await client.admin("POST", "/users", { ...PAT, email: "x@example.com" })).status).toBe(400);
  });

  it.each([
    ["inactive", [false]],
    ["active", [true]],
    ["hidden", []],
  ] as const)("is shown by SCIM as the setting '%s' says", async (portalUsers, shown) => {
    const client = seated(portalUsers);
    const id = await addPat(client);
    expect(pluck(await client.get("/Users"), "active")).toEqual(shown);
    expect(pluck(await client.get('/Users?filter=userName eq "pat@example.com"'), "active")).toEqual(shown);
    expect((await client.get(`/Users/${id}`)).status).toBe(shown.length === 0 ? 404 : 200);
    if (shown.length > 0) return;
    expect((await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: true } }])).status).toBe(404);
    expect((await client.delete(`/Users/${id}`)).status).toBe(404);
  });
});

describe("linking a portal user", () => {
  const link = async (client: Client, id: string, changes: Parameters<typeof seatedBody>[2] = {}): Promise<Answer> =>
    client.put(`/Users/${id}`, seatedBody("pat", ["Sales"], changes));

  it("makes him scim-active and takes no second seat", async () => {
    const client = seated();
    const id = await addPat(client);
    expect(await link(client, id)).toMatchObject({ status: 200, body: { id, active: true } });
    expect(await statusOf(client, id)).toEqual(["Synced", true, true]);
    expect((await client.admin("GET", "/seats")).body).toMatchObject({ products: [{ used: 1 }, {}] });
  });

  it("happens by a write that leaves him as active as he is shown", async () => {
    const client = seated("active");
    const id = await addPat(client);
    await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: true } }]);
    expect(await statusOf(client, id)).toEqual(["Synced", true, true]);
  });

  it("takes seats of products that he does not hold yet, or is refused", async () => {
    const client = seated();
    const id = await addPat(client);
    await makeUser(client, seatedBody("ann", ["Marketing"]));
    expect((await client.put(`/Users/${id}`, seatedBody("pat", ["Sales", "Marketing"]))).status).toBe(403);
    expect(await statusOf(client, id)).toEqual(["Never assigned", false, true]);
  });

  it("works by PATCH and without regard to letter case", async () => {
    const client = seated();
    const id = await addPat(client);
    const { status } = await client.patch(`/Users/${id}`, [
      { op: "replace", value: { active: true, userName: "Pat@Example.com" } },
    ]);
    expect(status).toBe(200);
    expect(await statusOf(client, id)).toEqual(["Synced", true, true]);
  });

  it.each([
    [{ userName: "patrick@example.com" }, "userName 'pat@example.com'"],
    [{ emails: [{ value: "patrick@example.com", primary: true }] }, "e-mail 'pat@example.com'"],
    [{ emails: [] }, "e-mail 'pat@example.com'"],
  ])("is refused with 409 for %j, and changes nothing", async (changes, named) => {
    const client = seated();
    const id = await addPat(client);
    const before = await client.get(`/Users/${id}`);
    const { status, body } = await link(client, id, changes);
    expect(status).toBe(409);
    expect(body["detail"]).toContain(named);
    expect((await client.get(`/Users/${id}`)).body).toEqual(before.body);
    expect(await statusOf(client, id)).toEqual(["Never assigned", false, true]);
  });

  it("is judged once: later changes of e-mail and userName are ordinary", async () => {
    const client = seated();
    const id = await addPat(client);
    await link(client, id);
    const later = await client.put(`/Users/${id}`, {
      schemas: [USER, ZOOMINFO],
      userName: "patrick@example.com",
      emails: [{ value: "patrick@example.com" }],
    });
    expect(later).toMatchObject({ status: 200, body: { userName: "patrick@example.com" } });
  });

  it("does not happen by a write that leaves him inactive", async () => {
    const client = seated();
    const id = await addPat(client);
    await client.patch(`/Users/${id}`, [{ op: "replace", value: { title: "Pilot" } }]);
    await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
    expect(await statusOf(client, id)).toEqual(["Never assigned", false, true]);
  });

  it("ends in 'Deactivated' when he is unassigned, where portal users are shown as active too", async () => {
    for (const portalUsers of ["inactive", "active"] as const) {
      const client = seated(portalUsers);
      const id = await addPat(client);
      if (portalUsers === "inactive") await link(client, id);
      await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
      expect(await statusOf(client, id)).toEqual(["Deactivated", false, false]);
    }
  });

  it("is not what a blind POST does", async () => {
    const client = seated("hidden");
    await addPat(client);
    expect(await client.post("/Users", seatedBody("pat"))).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness" },
    });
  });

  it("needs a product", async () => {
    const client = seated();
    const added = await client.admin("POST", "/users", { ...PAT, products: [] });
    const id = String(added.body["id"]);
    const answer = await client.patch(`/Users/${id}`, [{ op: "replace", value: { active: true } }]);
    expect([answer.status, answer.body["scimType"]]).toEqual([400, "invalidValue"]);
    expect(
      (await client.put(`/Users/${id}`, userBody("pat@example.com", { emails: [{ value: "pat@example.com" }] })))
        .status,
    ).toBe(400);
  });
});
