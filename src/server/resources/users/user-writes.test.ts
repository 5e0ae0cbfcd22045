import { describe, expect, it } from "vitest";
import type { Product } from "../../../profile/seat-rules.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { SEATED, USER, ZOOMINFO, clientOf, makeUser, seatedBody, serverOf } from "../../server.fixture.ts";
import type { Answer, Client } from "../../server.fixture.ts";

const SALES_2_MARKETING_1: readonly Product[] = [
  { name: "Sales", total: 2 },
  { name: "Marketing", total: 1 },
];

function seated(products: readonly Product[] = SALES_2_MARKETING_1): Client {
  return clientOf(serverOf(SEATED, { products }));
}

async function used(client: Client): Promise<JsonObject> {
  const { products } = (await client.admin("GET", "/seats")).body;
  const rows = JSON.parse(JSON.stringify(products)) as readonly { readonly name: string; readonly used: number }[];
  return Object.fromEntries(rows.map((row) => [row.name, row.used]));
}

async function activate(client: Client, id: string, active: boolean): Promise<Answer> {
  return client.patch(`/Users/${id}`, [{ op: "replace", value: { active } }]);
}

const productPath = `${ZOOMINFO}:ziProduct`;

describe("creating a user", () => {
  it("takes one seat of each product", async () => {
    const client = seated();
    const { status, body } = await client.post("/Users", seatedBody("ann", ["Sales", "Marketing"]));
    expect(status).toBe(201);
    expect(body).toMatchObject({ schemas: [USER, ZOOMINFO], [ZOOMINFO]: { ziProduct: ["Sales", "Marketing"] } });
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 1 });
  });

  it("is refused with 403 when no seat is left, and leaves no half user behind", async () => {
    const client = seated();
    for (const name of ["ann", "bob"]) await makeUser(client, seatedBody(name));
    const { status, body } = await client.post("/Users", seatedBody("cy"));
    expect(status).toBe(403);
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: "403",
      detail:
        "No seat of product 'Sales' is left: 2 of 2 seats are in use. Buy more seats, or free one by removing the product " +
        "from another user, then assign this user again.",
    });
    expect((await client.get('/Users?filter=userName eq "cy@example.com"')).body["totalResults"]).toBe(0);
    await client.admin("POST", "/seats/buy", { product: "Sales", seats: 1 });
    expect((await client.post("/Users", seatedBody("cy"))).status).toBe(201);
  });

  it("takes no seat of one product when another is full", async () => {
    const client = seated();
    await makeUser(client, seatedBody("ann", ["Marketing"]));
    const { status, body } = await client.post("/Users", seatedBody("bob", ["Sales", "Marketing"]));
    expect(status).toBe(403);
    expect(body["detail"]).toContain("product 'Marketing' is left: 1 of 1 seats");
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 1 });
  });

  it.each([
    ["no product", [], "ziProduct"],
    ["a product that is not subscribed", ["Sales", "Cranes"], "'Cranes'"],
  ])("is refused with 400 for %s", async (_, products, named) => {
    const client = seated();
    const { status, body } = await client.post("/Users", seatedBody("ann", products));
    expect([status, body["scimType"]]).toEqual([400, "invalidValue"]);
    expect(body["detail"]).toContain(named);
    expect((await client.get("/Users")).body["totalResults"]).toBe(0);
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 0 });
  });

  it("is refused with 400 when the product has expired, while holders keep their seats", async () => {
    let now = Date.parse("2026-01-01T00:00:00Z");
    const products = [{ name: "Sales", total: 5, expires: "2026-02-01T00:00:00Z" }];
    const client = clientOf(serverOf(SEATED, { products, clock: () => now }));
    const ann = await makeUser(client, seatedBody("ann"));
    now = Date.parse("2026-03-01T00:00:00Z");
    const { status, body } = await client.post("/Users", seatedBody("bob"));
    expect([status, body["scimType"]]).toEqual([400, "invalidValue"]);
    expect(body["detail"]).toContain("'Sales' ended on 2026-02-01");
    expect((await client.put(`/Users/${ann}`, seatedBody("ann", ["Sales"], { title: "x" }))).status).toBe(200);
    expect(await used(client)).toEqual({ Sales: 1 });
  });

  it("says that the userName is taken rather than that no seat is left", async () => {
    const client = seated();
    for (const name of ["ann", "bob"]) await makeUser(client, seatedBody(name));
    expect(await client.post("/Users", seatedBody("ann"))).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness" },
    });
  });

  it("refuses an e-mail that belongs to another user, without regard to letter case", async () => {
    const client = seated();
    await makeUser(client, seatedBody("ann"));
    const emails = [{ value: "ANN@example.com", primary: true }];
    const { status, body } = await client.post("/Users", seatedBody("bob", ["Sales"], { emails }));
    expect([status, body["scimType"]]).toEqual([409, "uniqueness"]);
    expect(body["detail"]).toContain("ANN@example.com");
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
  });

  it("takes no seat for an inactive user", async () => {
    const client = seated();
    const id = await makeUser(client, seatedBody("ann", ["Sales"], { active: false }));
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 0 });
    expect((await activate(client, id, true)).status).toBe(200);
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
  });
});

describe("updating a user", () => {
  it("takes a seat of a product that is added, by PATCH or PUT", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann"));
    const patched = await client.patch(`/Users/${ann}`, [{ op: "add", path: productPath, value: ["Marketing"] }]);
    expect(patched.body).toMatchObject({ [ZOOMINFO]: { ziProduct: ["Sales", "Marketing"] } });
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 1 });
    await client.put(`/Users/${ann}`, seatedBody("ann", ["Marketing"]));
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 1 });
  });

  it("is refused when the added product is full, and changes nothing", async () => {
    const client = seated();
    await makeUser(client, seatedBody("ann", ["Marketing"]));
    const bob = await makeUser(client, seatedBody("bob"));
    const refused = await client.put(`/Users/${bob}`, seatedBody("bob", ["Sales", "Marketing"], { title: "x" }));
    expect(refused.status).toBe(403);
    const { body } = await client.get(`/Users/${bob}`);
    expect(body).toMatchObject({ [ZOOMINFO]: { ziProduct: ["Sales"] } });
    expect(body).not.toHaveProperty("title");
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 1 });
  });

  it("keeps the products that a PUT does not mention, with or without the rest of the extension", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann", ["Sales", "Marketing"]));
    const others = await client.put(`/Users/${ann}`, seatedBody("ann", [], { [ZOOMINFO]: { ziRole: "Admin" } }));
    expect(others.body).toMatchObject({ [ZOOMINFO]: { ziRole: "Admin", ziProduct: ["Sales", "Marketing"] } });
    const none = await client.put(`/Users/${ann}`, { schemas: [USER], userName: "ann@example.com" });
    expect(none.body).toMatchObject({ [ZOOMINFO]: { ziProduct: ["Sales", "Marketing"] } });
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 1 });
  });

  it.each([
    [
      "a PUT with an empty list",
      async (client: Client, id: string) => client.put(`/Users/${id}`, seatedBody("ann", [])),
    ],
    [
      "a PUT with null in another spelling",
      async (client: Client, id: string) =>
        client.put(
          `/Users/${id}`,
          seatedBody("ann", [], { [ZOOMINFO.toUpperCase()]: { ZIPRODUCT: null }, [ZOOMINFO]: undefined }),
        ),
    ],
    [
      "a PATCH that removes all products",
      async (client: Client, id: string) => client.patch(`/Users/${id}`, [{ op: "remove", path: productPath }]),
    ],
    [
      "a PATCH to an empty list",
      async (client: Client, id: string) =>
        client.patch(`/Users/${id}`, [{ op: "replace", path: productPath, value: [] }]),
    ],
  ])("refuses %s", async (_, attempt) => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann"));
    const { status, body } = await attempt(client, ann);
    expect([status, body["scimType"]]).toEqual([400, "invalidValue"]);
    expect((await client.get(`/Users/${ann}`)).body).toMatchObject({ [ZOOMINFO]: { ziProduct: ["Sales"] } });
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
  });

  it("gives the new seats back when the store refuses the update, and keeps the old ones", async () => {
    const server = serverOf(SEATED, {
      rules: [],
      products: SALES_2_MARKETING_1,
      ports: ({ store }) => ({
        store: {
          ...store,
          update: async () => {
            throw new Error("disk full");
          },
        },
      }),
    });
    const client = clientOf(server);
    const ann = await makeUser(client, seatedBody("ann"));
    expect((await client.put(`/Users/${ann}`, seatedBody("ann", ["Marketing"]))).status).toBe(500);
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
    expect(await server.ports.seats.held(ann)).toEqual(["Sales"]);
  });

  it("gives up no seat before the update is stored: it might be gone when the store refuses", async () => {
    const products = [
      { name: "Sales", total: 1 },
      { name: "Marketing", total: 1 },
    ];
    let whileStoring = async (): Promise<void> => undefined;
    const server = serverOf(SEATED, {
      rules: [],
      products,
      ports: ({ store }) => ({
        store: {
          ...store,
          update: async () => {
            await whileStoring();
            throw new Error("disk full");
          },
        },
      }),
    });
    const client = clientOf(server);
    const ann = await makeUser(client, seatedBody("ann"));
    whileStoring = async () => {
      expect((await client.post("/Users", seatedBody("bob"))).status).toBe(403);
    };
    expect((await client.put(`/Users/${ann}`, seatedBody("ann", ["Marketing"]))).status).toBe(500);
    expect(await server.ports.seats.held(ann)).toEqual(["Sales"]);
  });

  it("gives the seats back when the store refuses a new user", async () => {
    const client = clientOf(
      serverOf(SEATED, {
        rules: [],
        products: SALES_2_MARKETING_1,
        ports: ({ store }) => ({
          store: {
            ...store,
            insert: async () => {
              throw new Error("disk full");
            },
          },
        }),
      }),
    );
    expect((await client.post("/Users", seatedBody("ann", ["Sales", "Marketing"]))).status).toBe(500);
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 0 });
  });
});

describe("the end of a user's activity", () => {
  it("frees his seats on deactivation and keeps his products", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann", ["Sales", "Marketing"]));
    const { body } = await activate(client, ann, false);
    expect(body).toMatchObject({ active: false, [ZOOMINFO]: { ziProduct: ["Sales", "Marketing"] } });
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 0 });
  });

  it("frees his seats by a PUT with active false too, and on DELETE", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann"));
    const bob = await makeUser(client, seatedBody("bob"));
    await client.put(`/Users/${ann}`, seatedBody("ann", ["Sales"], { active: false }));
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
    await client.delete(`/Users/${bob}`);
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 0 });
  });

  it("takes the seats again on reactivation, with the same id", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann", ["Sales", "Marketing"]));
    await activate(client, ann, false);
    expect(await activate(client, ann, true)).toMatchObject({ status: 200, body: { id: ann, active: true } });
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 1 });
  });

  it("leaves him inactive when there is no seat to be taken again", async () => {
    const client = seated();
    const ann = await makeUser(client, seatedBody("ann", ["Marketing"]));
    await activate(client, ann, false);
    await makeUser(client, seatedBody("bob", ["Marketing"]));
    expect((await activate(client, ann, true)).status).toBe(403);
    expect((await client.get(`/Users/${ann}`)).body["active"]).toBe(false);
    expect(await used(client)).toEqual({ Sales: 0, Marketing: 1 });
  });

  it("frees what the profile says, and nothing else", async () => {
    const profile = { ...SEATED, seats: { ...(SEATED.seats ?? fail()), freedBy: [] } };
    const client = clientOf(serverOf(profile, { products: SALES_2_MARKETING_1 }));
    const ann = await makeUser(client, seatedBody("ann"));
    await activate(client, ann, false);
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
    await client.delete(`/Users/${ann}`);
    expect(await used(client)).toEqual({ Sales: 1, Marketing: 0 });
  });
});

describe("many requests at the same time", () => {
  it("give exactly 100 of 200 users one of 100 seats", async () => {
    const client = seated([{ name: "Sales", total: 100 }]);
    const names = Array.from({ length: 200 }, (_, index) => `user${index}`);
    const answers = await Promise.all(names.map(async (name) => client.post("/Users", seatedBody(name))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(100);
    expect((await client.get("/Users?count=0")).body["totalResults"]).toBe(100);
    expect(await used(client)).toEqual({ Sales: 100 });
  });

  it("leave seats and users in step, however activations and updates of the same users mix", async () => {
    const server = serverOf(SEATED, {
      rules: [],
      products: [
        { name: "Sales", total: 3 },
        { name: "Marketing", total: 3 },
      ],
    });
    const client = clientOf(server);
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d", "e", "f"])
      ids.push(await makeUser(client, seatedBody(name, ["Sales"], { active: false })));
    const work = ids.flatMap((id, index) => [
      activate(client, id, true),
      client.patch(`/Users/${id}`, [{ op: "add", path: productPath, value: ["Marketing"] }]),
      activate(client, id, false),
      activate(client, id, index % 2 === 0),
      client.patch(`/Users/${id}`, [{ op: "remove", path: productPath, value: ["Marketing"] }]),
    ]);
    await Promise.all(work);
    const counts = { Sales: 0, Marketing: 0 };
    for (const id of ids) {
      const { body } = await client.get(`/Users/${id}`);
      const extension = JSON.stringify(body[ZOOMINFO]);
      const expected = (["Sales", "Marketing"] as const).filter(
        (name) => body["active"] === true && extension.includes(name),
      );
      expect((await server.ports.seats.held(id)).toSorted()).toEqual(expected.toSorted());
      for (const name of expected) counts[name] += 1;
    }
    expect(await used(client)).toEqual(counts);
    expect(counts.Sales).toBe(3);
  });

  it("leave one user, one seat, when the same one is created many times", async () => {
    const client = seated([{ name: "Sales", total: 50 }]);
    const answers = await Promise.all(Array.from({ length: 20 }, async () => client.post("/Users", seatedBody("ann"))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await used(client)).toEqual({ Sales: 1 });
  });
});

function fail(): never {
  throw new Error("The profile has no seats.");
}
