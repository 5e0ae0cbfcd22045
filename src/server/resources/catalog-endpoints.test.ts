import { expect, it } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { BASE, clientOf, pluck, resourcesOf, serverOf } from "../server.fixture.ts";
import type { Client } from "../server.fixture.ts";

const client = async (): Promise<Client> => clientOf(serverOf(await loadProfile("okta")));

it("lists what people can be given, page by page", async () => {
  const okta = await client();
  const answer = await okta.get("/Roles?startIndex=2&count=1");
  expect(answer.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
  expect(resourcesOf(answer)).toEqual([
    {
      schemas: ["urn:okta:scim:schemas:core:1.0:Role"],
      id: "editor",
      displayName: "Editor",
      description: "May change what there is.",
      meta: { resourceType: "Role", location: `${BASE}/Roles/editor` },
    },
  ]);
  expect(pluck(await okta.get("/Licenses"), "type")).toEqual(["License", "License"]);
});

it("gives one by its id, and 404 for another", async () => {
  const okta = await client();
  expect((await okta.get("/Licenses/premium")).body).toMatchObject({ displayName: "Premium" });
  expect((await okta.get("/Licenses/none")).status).toBe(404);
});

it("can only be read, and not be filtered", async () => {
  const okta = await client();
  expect((await okta.post("/Roles", { displayName: "Owner" })).status).toBe(405);
  expect((await okta.get(`/Roles?filter=${encodeURIComponent('displayName eq "x"')}`)).status).toBe(403);
});

it("is published as resource types and schemas", async () => {
  const okta = await client();
  expect(pluck(await okta.get("/ResourceTypes"), "name")).toEqual(["User", "Group", "Role", "License"]);
  expect((await okta.get("/Schemas/urn:okta:scim:schemas:core:1.0:Entitlement")).body).toMatchObject({
    name: "Entitlement",
  });
});
