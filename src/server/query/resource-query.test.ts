import { beforeAll, describe, expect, it } from "vitest";
import { ENTERPRISE, GENERIC, clientOf, makeUser, pluck, resourcesOf, serverOf, userBody } from "../server.fixture.ts";
import type { Client } from "../server.fixture.ts";

const client: Client = clientOf(
  serverOf(
    { ...GENERIC, server: { ...GENERIC.server, maxResults: 4 } },
    { clock: createClock(), newId: createCounter("User-") },
  ),
);

beforeAll(async () => {
  await makeUser(client, userBody("zoe", { name: { familyName: "Z" }, emails: [mail("zoe@example.com", "work")] }));
  await makeUser(client, userBody("ann", { title: "Pilot", active: false, externalId: "X1" }));
  await makeUser(
    client,
    userBody("anna", { title: "pilot", emails: [mail("a@home.test", "home"), mail("a@example.com", "work")] }),
  );
  await makeUser(
    client,
    userBody("Bob", { [ENTERPRISE]: { department: "Ship" }, displayName: 'Bob "the" \\ Builder' }),
  );
  await makeUser(client, userBody("mia", { displayName: "Zoë + Müller" }));
});

async function find(filter: string): Promise<readonly unknown[]> {
  return pluck(await client.get(`/Users?filter=${encodeURIComponent(filter)}`), "userName");
}

describe("a filter", () => {
  it.each([
    ['userName eq "ANN"', ["ann"]],
    ['USERNAME EQ "ann"', ["ann"]],
    ['userName eq "nobody"', []],
    ['userName sw "an"', ["ann", "anna"]],
    ['userName co "o"', ["zoe", "Bob"]],
    ['userName ew "a"', ["anna", "mia"]],
    ['userName ne "ann" and userName sw "ann"', ["anna"]],
    ['userName gt "bob"', ["zoe", "mia"]],
    ["title pr", ["ann", "anna"]],
    ["emails pr", ["zoe", "anna"]],
    ["active eq false", ["ann"]],
    ['externalId eq "x1"', []],
    ['externalId eq "X1"', ["ann"]],
    ['id eq "User-2"', ["ann"]],
    ['id eq "user-2"', []],
    ['not (userName sw "a") and active eq true', ["zoe", "Bob", "mia"]],
    ['userName eq "ann" or userName eq "bob" and active eq false', ["ann"]],
    ['(userName eq "ann" or userName eq "bob") and active eq true', ["Bob"]],
    ['userName eq "ann" or userName eq "bob"', ["ann", "Bob"]],
    ['userName eq "ann" and userName eq "anna"', []],
    ['emails[type eq "work" and value eq "a@example.com"]', ["anna"]],
    ['emails[type eq "home" and value eq "a@example.com"]', []],
    ['emails.type eq "home" and emails.value eq "a@example.com"', ["anna"]],
    ['emails[type eq "work"].value eq "zoe@example.com"', ["zoe"]],
    [`${ENTERPRISE}:department eq "ship"`, ["Bob"]],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann"', ["ann"]],
    [`schemas eq "${ENTERPRISE}"`, ["Bob"]],
    ['displayName eq "Bob \\"the\\" \\\\ Builder"', ["Bob"]],
    ['displayName eq "Zoë + Müller"', ["mia"]],
    ['meta.created le "2026-01-01T00:00:01Z"', ["zoe", "ann"]],
    ['meta.created gt "2026-01-01T01:00:03+01:00"', ["mia"]],
    ['meta.resourceType eq "User" and userName eq "mia"', ["mia"]],
  ])("%s finds %j", async (filter, userNames) => {
    expect(await find(filter)).toEqual(userNames);
  });

  it.each(["userName", "userName eq", "(userName pr", "and", 'userName xx "a"', "active gt true", 'userName eq "a'])(
    "%s is refused as invalid",
    async (filter) => {
      const { status, body } = await client.get(`/Users?filter=${encodeURIComponent(filter)}`);
      expect([status, body["scimType"]]).toEqual([400, "invalidFilter"]);
    },
  );

  it.each(["userName+eq+%22ann%22", "userName%20eq%20%22ann%22", "userName eq %22ann%22"])(
    "is understood in the encoding %s",
    async (text) => {
      expect(pluck(await client.get(`/Users?filter=${text}`), "userName")).toEqual(["ann"]);
    },
  );

  it("does not ask the store for all users when it names one", async () => {
    let scans = 0;
    const server = serverOf(GENERIC, {
      ports: ({ store }) => ({
        store: {
          ...store,
          list: async (type) => {
            scans += 1;
            return store.list(type);
          },
        },
      }),
    });
    const indexed = clientOf(server);
    const id = await makeUser(indexed, userBody("ann"));
    expect(pluck(await indexed.get('/Users?filter=userName eq "ANN"'), "id")).toEqual([id]);
    expect(pluck(await indexed.get(`/Users?filter=id eq "${id}" and active eq true`), "id")).toEqual([id]);
    expect(pluck(await indexed.get('/Users?filter=userName eq "ann" and active eq false'), "id")).toEqual([]);
    expect(scans).toBe(0);
  });
});

describe("paging", () => {
  it.each([
    ["", 1, ["zoe", "ann", "anna", "Bob"]],
    ["startIndex=1&count=2", 1, ["zoe", "ann"]],
    ["startIndex=3&count=2", 3, ["anna", "Bob"]],
    ["startIndex=5&count=2", 5, ["mia"]],
    ["startIndex=0&count=1", 1, ["zoe"]],
    ["startIndex=-7&count=1", 1, ["zoe"]],
    ["count=0", 1, []],
    ["count=-3", 1, []],
    ["count=1000", 1, ["zoe", "ann", "anna", "Bob"]],
    ["startIndex=1001&count=5", 1001, []],
  ])("with '%s' starts at %i and gives %j of all five", async (query, startIndex, userNames) => {
    const { status, body } = await client.get(`/Users?${query}&attributes=userName`);
    expect(status).toBe(200);
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 5,
      startIndex,
      itemsPerPage: userNames.length,
      Resources: userNames.map((userName) => expect.objectContaining({ userName })),
    });
  });

  it("counts all matches of a filter, not those of the page", async () => {
    const { body } = await client.get("/Users?filter=userName pr&startIndex=2&count=1");
    expect(body).toMatchObject({ totalResults: 5, startIndex: 2, itemsPerPage: 1, Resources: [{ userName: "ann" }] });
  });

  it.each(["startIndex=abc", "count=1.5", "count=x"])("refuses %s", async (query) => {
    expect((await client.get(`/Users?${query}`)).status).toBe(400);
  });

  it("ignores sorting, which the configuration says is not supported", async () => {
    expect(pluck(await client.get("/Users?sortBy=userName&sortOrder=descending"), "userName")).toEqual([
      "zoe",
      "ann",
      "anna",
      "Bob",
    ]);
  });
});

describe("projection", () => {
  const ann = "/Users/User-2";

  it("gives the attributes that are named, and id and schemas always", async () => {
    expect((await client.get(`${ann}?attributes=title,NAME.familyName`)).body).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id: "User-2",
      title: "Pilot",
    });
  });

  it("leaves out what is excluded, but not the id", async () => {
    const { body } = await client.get(`${ann}?excludedAttributes=id,title,meta`);
    expect(body).toMatchObject({ id: "User-2", userName: "ann" });
    expect(Object.keys(body)).not.toContain("title");
    expect(Object.keys(body)).not.toContain("meta");
  });

  it("works on lists", async () => {
    const users = resourcesOf(await client.get("/Users?attributes=emails.value&count=3"));
    expect(users[2]).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id: "User-3",
      emails: [{ value: "a@home.test" }, { value: "a@example.com" }],
    });
  });

  it("works on POST, PUT and PATCH, whose Location stays", async () => {
    const writer = clientOf(serverOf(GENERIC, { newId: () => "1" }));
    const bare = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "1", userName: "ann" };
    const created = await writer.post("/Users?attributes=userName", userBody("ann", { title: "x" }));
    expect([created.status, created.body]).toEqual([201, bare]);
    expect(created.headers.get("location")).toBe("http://scim.test/scim/v2/Users/1");
    expect((await writer.put("/Users/1?attributes=userName", userBody("ann", { title: "y" }))).body).toEqual(bare);
    const patched = await writer.patch("/Users/1?attributes=userName", [{ op: "remove", path: "title" }]);
    expect(patched.body).toEqual(bare);
  });

  it("is refused before anything is written when both parameters are given", async () => {
    const writer = clientOf(serverOf(GENERIC));
    expect((await writer.post("/Users?attributes=id&excludedAttributes=id", userBody("ann"))).status).toBe(400);
    expect((await writer.get("/Users")).body["totalResults"]).toBe(0);
  });
});

function mail(value: string, type: string): { readonly value: string; readonly type: string } {
  return { value, type };
}

/** One second later with every call, from the beginning of 2026. */
function createClock(): () => number {
  let seconds = -1;
  return () => Date.UTC(2026, 0, 1, 0, 0, (seconds += 1));
}

function createCounter(prefix: string): () => string {
  let count = 0;
  return () => `${prefix}${(count += 1)}`;
}
