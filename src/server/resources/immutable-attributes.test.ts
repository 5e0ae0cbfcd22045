import { expect, it } from "vitest";
import { defineAttribute } from "../../scim/schema/schema.ts";
import { GENERIC, USER, clientOf, makeUser, serverOf, userBody } from "../server.fixture.ts";
import type { Client } from "../server.fixture.ts";

const HR = "urn:example:params:scim:schemas:extension:hr:2.0:User";

function withImmutable(): Client {
  const schema = {
    id: HR,
    name: "HR",
    description: "Staff",
    attributes: [
      defineAttribute({ name: "badge", mutability: "immutable" }),
      defineAttribute({ name: "desk" }),
      defineAttribute({
        name: "contract",
        type: "complex",
        subAttributes: [
          defineAttribute({ name: "number", mutability: "immutable" }),
          defineAttribute({ name: "hours" }),
        ],
      }),
    ],
  };
  return clientOf(serverOf({ ...GENERIC, extensions: [{ schema, required: false, closedValues: false }] }));
}

it("lets a PUT give an immutable attribute its first value", async () => {
  const client = withImmutable();
  const id = await makeUser(client, userBody("ann"));
  const { status, body } = await client.put(`/Users/${id}`, userBody("ann", { [HR]: { badge: "7" } }));
  expect([status, body[HR]]).toEqual([200, { badge: "7" }]);
});

it("keeps the value of an immutable attribute that a PUT leaves out", async () => {
  const client = withImmutable();
  const id = await makeUser(
    client,
    userBody("ann", { [HR]: { badge: "7", desk: "a", contract: { number: "n", hours: "8" } } }),
  );
  const emptied = await client.put(`/Users/${id}`, userBody("ann"));
  expect(emptied.body).toMatchObject({ schemas: [USER, HR], [HR]: { badge: "7", contract: { number: "n" } } });
  expect(emptied.body[HR]).not.toHaveProperty("desk");
});

it.each([{ badge: "8" }, { contract: { number: "m" } }])("refuses a PUT with %j, another value", async (values) => {
  const client = withImmutable();
  const id = await makeUser(client, userBody("ann", { [HR]: { badge: "7", contract: { number: "n" } } }));
  const { status, body } = await client.put(`/Users/${id}`, userBody("ann", { title: "x", [HR]: values }));
  expect([status, body["scimType"]]).toEqual([400, "mutability"]);
  expect((await client.get(`/Users/${id}`)).body).toMatchObject({ [HR]: { badge: "7", contract: { number: "n" } } });
});

it("takes the same value again", async () => {
  const client = withImmutable();
  const id = await makeUser(client, userBody("ann", { [HR]: { badge: "7" } }));
  expect((await client.put(`/Users/${id}`, userBody("ann", { [HR]: { badge: "7" } }))).status).toBe(200);
});
