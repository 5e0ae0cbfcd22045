import { describe, expect, it } from "vitest";
import {
  BASE,
  GENERIC,
  GROUP,
  SEATED,
  clientOf,
  makeGroup,
  makeUser,
  pluck,
  serverOf,
  userBody,
} from "../../server.fixture.ts";
import type { Client } from "../../server.fixture.ts";
import type { Json } from "../../../scim/json.ts";

async function townOf(
  ...userNames: readonly string[]
): Promise<{ readonly client: Client; readonly ids: readonly string[] }> {
  const client = clientOf(serverOf(GENERIC));
  const ids: string[] = [];
  for (const userName of userNames) ids.push(await makeUser(client, userBody(userName)));
  return { client, ids };
}

async function membersOf(client: Client, id: string): Promise<readonly string[]> {
  const { members } = (await client.get(`/Groups/${id}`)).body;
  return (JSON.stringify(members ?? []).match(/"value":"[^"]*"/g) ?? []).map((text) => text.slice(9, -1));
}

describe("POST /Groups", () => {
  it("shows members with their URI, type and name", async () => {
    const { client, ids } = await townOf("ann");
    const [ann = ""] = ids;
    const { status, body } = await client.post("/Groups", {
      schemas: [GROUP],
      displayName: "Crew",
      members: [{ value: ann }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      schemas: [GROUP],
      displayName: "Crew",
      members: [{ value: ann, $ref: `${BASE}/Users/${ann}`, type: "User", display: "ann" }],
      meta: { resourceType: "Group", location: `${BASE}/Groups/${String(body["id"])}` },
    });
  });

  it("shows members with a relative URI where the profile says so", async () => {
    const client = clientOf(serverOf({ ...GENERIC, server: { ...GENERIC.server, memberReferences: "relative" } }));
    const ann = await makeUser(client, userBody("ann"));
    const { body } = await client.post("/Groups", { schemas: [GROUP], displayName: "Crew", members: [{ value: ann }] });
    expect(body).toMatchObject({ members: [{ value: ann, $ref: `Users/${ann}` }] });
  });

  it("keeps the display that a client sends and makes up for one that is null", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const members = [
      { value: ids[0] ?? "", display: "Ann Lee", $ref: null },
      { value: ids[1] ?? "", display: null },
    ];
    const { body } = await client.post("/Groups", { schemas: [GROUP], displayName: "Crew", members });
    expect(body).toMatchObject({ members: [{ display: "Ann Lee" }, { display: "bob" }] });
  });

  it("takes a group without members, and leaves members out then", async () => {
    const { client } = await townOf();
    const { status, body } = await client.post("/Groups", { schemas: [GROUP], displayName: "Crew", members: [] });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty("members");
  });

  it.each([[[{ value: "nobody" }]], [[{ display: "x" }]], [[{ value: "" }]]])(
    "refuses the members %j",
    async (members) => {
      const { client } = await townOf("ann");
      const answer = await client.post("/Groups", { schemas: [GROUP], displayName: "Crew", members });
      expect([answer.status, answer.body["scimType"]]).toEqual([400, "invalidValue"]);
      expect((await client.get("/Groups")).body["totalResults"]).toBe(0);
    },
  );

  it.each([null, "", " "])("refuses a displayName of %j", async (displayName) => {
    const { client } = await townOf();
    expect((await client.post("/Groups", { schemas: [GROUP], displayName })).status).toBe(400);
  });

  it("allows two groups the same displayName and finds both", async () => {
    const { client } = await townOf();
    const ids = [await makeGroup(client, "Crew", []), await makeGroup(client, "crew", [])];
    await makeGroup(client, "Crew-test", []);
    expect(pluck(await client.get('/Groups?filter=displayName eq "CREW"'), "id")).toEqual(ids);
  });
});

describe("membership", () => {
  it("shows in the user's readOnly groups as direct, and through a nested group as indirect", async () => {
    const { client, ids } = await townOf("ann");
    const crew = await makeGroup(client, "Crew", ids);
    const fleet = await makeGroup(client, "Fleet", [crew]);
    expect((await client.get(`/Users/${ids[0] ?? ""}`)).body["groups"]).toEqual([
      { value: crew, $ref: `${BASE}/Groups/${crew}`, display: "Crew", type: "direct" },
      { value: fleet, $ref: `${BASE}/Groups/${fleet}`, display: "Fleet", type: "indirect" },
    ]);
    expect((await client.get(`/Groups/${fleet}`)).body).toMatchObject({ members: [{ value: crew, type: "Group" }] });
  });

  it("ends with groups that contain each other", async () => {
    const { client, ids } = await townOf("ann");
    const a = await makeGroup(client, "A", ids);
    const b = await makeGroup(client, "B", [a]);
    await client.patch(`/Groups/${a}`, [{ op: "add", path: "members", value: [{ value: b }] }]);
    expect((await client.get(`/Users/${ids[0] ?? ""}`)).body).toMatchObject({
      groups: [
        { value: a, type: "direct" },
        { value: b, type: "indirect" },
      ],
    });
  });

  it("cannot be changed through the user", async () => {
    const { client, ids } = await townOf("ann");
    const [ann = ""] = ids;
    const crew = await makeGroup(client, "Crew", []);
    expect((await client.put(`/Users/${ann}`, userBody("ann", { groups: [{ value: crew }] }))).status).toBe(200);
    const patched = await client.patch(`/Users/${ann}`, [{ op: "add", path: "groups", value: [{ value: crew }] }]);
    expect([patched.status, patched.body["scimType"]]).toEqual([400, "mutability"]);
    expect(await membersOf(client, crew)).toEqual([]);
    expect((await client.get(`/Users/${ann}`)).body).not.toHaveProperty("groups");
  });

  it("finds groups by a member and users by a group", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", [ids[0] ?? ""]);
    await makeGroup(client, "Other", [ids[1] ?? ""]);
    expect(pluck(await client.get(`/Groups?filter=members[value eq "${ids[0] ?? ""}"]`), "id")).toEqual([crew]);
    expect(pluck(await client.get(`/Groups?filter=members.value eq "${ids[0] ?? ""}"`), "id")).toEqual([crew]);
    expect(pluck(await client.get(`/Users?filter=groups.value eq "${crew}"`), "userName")).toEqual(["ann"]);
  });

  it("ends when the user or the group is deleted", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", ids);
    await client.delete(`/Users/${ids[0] ?? ""}`);
    expect(await membersOf(client, crew)).toEqual([ids[1]]);
    expect((await client.delete(`/Groups/${crew}`)).status).toBe(204);
    expect((await client.get(`/Users/${ids[1] ?? ""}`)).body).not.toHaveProperty("groups");
  });
});

describe("a user who is deleted while he is made a member", () => {
  it.each(["create", "update"])("is not left behind in the group (%s)", async (kind) => {
    let removeMeanwhile = async (): Promise<void> => undefined;
    const server = serverOf(GENERIC, {
      ports: ({ store }) => ({
        store: {
          ...store,
          find: async (type, id) => {
            const found = await store.find(type, id);
            await removeMeanwhile();
            return found;
          },
        },
      }),
    });
    const client = clientOf(server);
    const ann = await makeUser(client, userBody("ann"));
    const crew = await makeGroup(client, "Crew", []);
    removeMeanwhile = async () => {
      removeMeanwhile = async () => undefined;
      await client.delete(`/Users/${ann}`);
    };
    const members = [{ value: ann }];
    const answer =
      kind === "create"
        ? await client.post("/Groups", { schemas: [GROUP], displayName: "New", members })
        : await client.put(`/Groups/${crew}`, { schemas: [GROUP], displayName: "Crew", members });
    expect(answer.body).not.toHaveProperty("members");
    expect(await membersOf(client, String(answer.body["id"]))).toEqual([]);
  });
});

describe("PUT /Groups/{id}", () => {
  it("replaces name and members, and takes the group's own name again", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", [ids[0] ?? ""]);
    const put = async (displayName: string, members: readonly Json[]): Promise<number> =>
      (await client.put(`/Groups/${crew}`, { schemas: [GROUP], id: crew, displayName, members })).status;
    expect(await put("Crew", [{ value: ids[1] ?? "", display: "bob" }])).toBe(200);
    expect(await membersOf(client, crew)).toEqual([ids[1]]);
    expect(await put("Renamed", [])).toBe(200);
    expect(await membersOf(client, crew)).toEqual([]);
    expect(await put("Renamed", [{ value: "nobody" }])).toBe(400);
  });
});

describe("PATCH /Groups/{id}", () => {
  it("answers 204, and 200 with the group when attributes are asked for", async () => {
    const { client } = await townOf();
    const crew = await makeGroup(client, "Crew", []);
    const rename = [{ op: "replace", value: { id: crew, displayName: "Renamed" } }];
    expect(await client.patch(`/Groups/${crew}`, rename)).toMatchObject({ status: 204, text: "" });
    const asked = await client.patch(`/Groups/${crew}?attributes=displayName`, rename);
    expect(asked).toMatchObject({ status: 200, body: { id: crew, displayName: "Renamed" } });
  });

  it("removes and adds in the order of the operations, as Okta's group push does", async () => {
    const { client, ids } = await townOf("ann", "bob", "cy");
    const [ann = "", bob = "", cy = ""] = ids;
    const crew = await makeGroup(client, "Crew", [ann, bob]);
    const { status } = await client.patch(`/Groups/${crew}`, [
      { op: "remove", path: `members[value eq "${ann}"]` },
      { op: "add", path: "members", value: [{ value: cy, display: "cy@example.com" }] },
    ]);
    expect(status).toBe(204);
    expect(await membersOf(client, crew)).toEqual([bob, cy]);
  });

  it("removes a member the way Entra does", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", ids);
    await client.patch(`/Groups/${crew}`, [{ op: "Remove", path: "members", value: [{ value: ids[0] ?? "" }] }]);
    expect(await membersOf(client, crew)).toEqual([ids[1]]);
  });

  it("succeeds without a change when the one to remove is no member", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", [ids[0] ?? ""]);
    const before = await client.get(`/Groups/${crew}`);
    const { status } = await client.patch(`/Groups/${crew}`, [
      { op: "remove", path: `members[value eq "${ids[1] ?? ""}"]` },
    ]);
    expect(status).toBe(204);
    expect((await client.get(`/Groups/${crew}`)).body).toEqual(before.body);
  });

  it("adds a member once, whatever else the value holds", async () => {
    const { client, ids } = await townOf("ann");
    const crew = await makeGroup(client, "Crew", ids);
    const before = await client.get(`/Groups/${crew}`);
    await client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value: [{ value: ids[0] ?? "" }] }]);
    expect((await client.get(`/Groups/${crew}`)).body).toEqual(before.body);
    await client.patch(`/Groups/${crew}`, [
      { op: "add", path: "members", value: [{ value: ids[0] ?? "", display: null }] },
    ]);
    const named = [{ value: ids[0] ?? "", display: "Somebody else" }];
    await client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value: named }]);
    expect((await client.get(`/Groups/${crew}`)).body).toEqual(before.body);
    expect(await membersOf(client, crew)).toEqual(ids);
  });

  it("replaces all members, also by none", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", [ids[0] ?? ""]);
    await client.patch(`/Groups/${crew}`, [{ op: "replace", path: "members", value: [{ value: ids[1] ?? "" }] }]);
    expect(await membersOf(client, crew)).toEqual([ids[1]]);
    await client.patch(`/Groups/${crew}`, [{ op: "replace", path: "members", value: [] }]);
    expect((await client.get(`/Groups/${crew}`)).body).not.toHaveProperty("members");
  });

  it("refuses unknown members, the group itself, and another value for a member", async () => {
    const { client, ids } = await townOf("ann", "bob");
    const crew = await makeGroup(client, "Crew", [ids[0] ?? ""]);
    const add = async (value: string): Promise<number> =>
      (await client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value: [{ value }] }])).status;
    expect(await add("nobody")).toBe(400);
    expect(await add(crew)).toBe(400);
    const path = `members[value eq "${ids[0] ?? ""}"].value`;
    const swapped = await client.patch(`/Groups/${crew}`, [{ op: "replace", path, value: ids[1] ?? "" }]);
    expect([swapped.status, swapped.body["scimType"]]).toEqual([400, "mutability"]);
    expect(await membersOf(client, crew)).toEqual([ids[0]]);
  });

  it("loses no member to simultaneous changes", async () => {
    const { client, ids } = await townOf(...Array.from({ length: 40 }, (_, index) => `user${index}`));
    const crew = await makeGroup(client, "Crew", ids.slice(0, 20));
    await Promise.all([
      ...ids
        .slice(20)
        .map(async (value) => client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value: [{ value }] }])),
      ...ids
        .slice(0, 20)
        .map(async (id) => client.patch(`/Groups/${crew}`, [{ op: "remove", path: `members[value eq "${id}"]` }])),
    ]);
    expect((await membersOf(client, crew)).toSorted()).toEqual(ids.slice(20).toSorted());
  });

  it("takes thousands of members, and gives them up again one by one", async () => {
    const { client, ids } = await townOf(...Array.from({ length: 1000 }, (_, index) => `user${index}`));
    const crew = await makeGroup(client, "Crew", []);
    const value = ids.map((id) => ({ value: id, display: id }));
    await client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value }]);
    await client.patch(`/Groups/${crew}`, [{ op: "add", path: "members", value }]);
    expect(await membersOf(client, crew)).toEqual(ids);
    const removals = ids.slice(1).map((id) => ({ op: "remove", path: `members[value eq "${id}"]` }));
    expect((await client.patch(`/Groups/${crew}`, removals)).status).toBe(204);
    expect(await membersOf(client, crew)).toEqual(ids.slice(0, 1));
  });
});

describe("a profile without groups", () => {
  it("answers 404 for the endpoint, names no groups anywhere, and ignores Okta's empty list", async () => {
    const client = clientOf(serverOf(SEATED));
    for (const method of ["GET", "POST", "PUT"]) {
      const { status, body } = await client.send(method, "/Groups", method === "GET" ? {} : { body: {} });
      expect([status, body["status"]]).toEqual([404, "404"]);
    }
    for (const path of ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"]) {
      expect((await client.get(path)).text).not.toMatch(/group/i);
    }
  });
});
