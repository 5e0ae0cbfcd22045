import { describe, expect, it } from "vitest";
import { SEATED, ZOOMINFO, clientOf, makeUser, pluck, seatedBody, serverOf } from "../../server.fixture.ts";
import type { Client } from "../../server.fixture.ts";

function roomy(): Client {
  return clientOf(serverOf(SEATED, { products: [{ name: "Sales", total: 50 }] }));
}

describe("a profile with one e-mail without a type", () => {
  it("shows the one e-mail with a type of null, whatever type was sent", async () => {
    const client = roomy();
    const { body } = await client.post("/Users", seatedBody("ann"));
    expect(body["emails"]).toEqual([{ value: "ann@example.com", type: null, primary: true }]);
    expect((await client.get(`/Users/${String(body["id"])}`)).body["emails"]).toEqual(body["emails"]);
  });

  it("keeps the primary one of several", async () => {
    const emails = [
      { value: "home@example.com", type: "home" },
      { value: "work@example.com", type: "work", primary: true },
    ];
    const { body } = await roomy().post("/Users", seatedBody("ann", ["Sales"], { emails }));
    expect(body["emails"]).toEqual([{ value: "work@example.com", type: null, primary: true }]);
  });

  it("keeps the first one when none is primary, and none when there is none", async () => {
    const client = roomy();
    const emails = [{ value: "one@example.com" }, { value: "two@example.com" }];
    const { body } = await client.post("/Users", seatedBody("ann", ["Sales"], { emails }));
    expect(body["emails"]).toEqual([{ value: "one@example.com", type: null, primary: true }]);
    expect((await client.post("/Users", seatedBody("bob", ["Sales"], { emails: [] }))).body).not.toHaveProperty(
      "emails",
    );
  });

  it.each([
    'emails[type eq "work"].value eq "ANN@example.com"',
    'emails[type eq "home" and value eq "ann@example.com"]',
    'emails[type eq "work"]',
    'emails[type ne "work" or value eq "x"]',
    'emails.type eq "work" and emails.value sw "ann"',
    "emails.type pr",
    'not (userName eq "bob@example.com") and emails[TYPE pr and value ew "example.com"]',
  ])("finds the e-mail by %s", async (filter) => {
    const client = roomy();
    await makeUser(client, seatedBody("bob", ["Sales"], { emails: [] }));
    await makeUser(client, seatedBody("ann"));
    const answer = await client.get(`/Users?filter=${encodeURIComponent(filter)}`);
    expect(pluck(answer, "userName")).toEqual(["ann@example.com"]);
  });

  it("does not find another e-mail by its type", async () => {
    const client = roomy();
    await makeUser(client, seatedBody("ann"));
    const filter = encodeURIComponent('emails[type eq "work" and value eq "bob@example.com"]');
    expect((await client.get(`/Users?filter=${filter}`)).body["totalResults"]).toBe(0);
  });

  it("changes the e-mail by a path with any type", async () => {
    const client = roomy();
    const ann = await makeUser(client, seatedBody("ann"));
    for (const [path, value] of [
      ['emails[type eq "work"].value', "ann1@example.com"],
      ['emails[type eq "home" and primary eq true].value', "ann2@example.com"],
      ['urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "other"].value', "ann3@example.com"],
    ] as const) {
      const { status, body } = await client.patch(`/Users/${ann}`, [{ op: "replace", path, value }]);
      expect([path, status, body["emails"]]).toEqual([path, 200, [{ value, type: null, primary: true }]]);
    }
  });

  it("takes an e-mail for a user who has none by a path with a type", async () => {
    const client = roomy();
    const ann = await makeUser(client, seatedBody("ann", ["Sales"], { emails: [] }));
    const { body } = await client.patch(`/Users/${ann}`, [
      { op: "Add", path: 'emails[type eq "work"].value', value: "ann@example.com" },
    ]);
    expect(body["emails"]).toEqual([{ value: "ann@example.com", type: null, primary: true }]);
  });

  it("replaces the one e-mail by a list with a new primary one", async () => {
    const client = roomy();
    const ann = await makeUser(client, seatedBody("ann"));
    const value = [{ value: "new@example.com", type: "work", primary: true }];
    const { body } = await client.patch(`/Users/${ann}`, [{ op: "add", path: "emails", value }]);
    expect(body["emails"]).toEqual([{ value: "new@example.com", type: null, primary: true }]);
  });

  it("takes its own representation back without a change", async () => {
    const client = roomy();
    const made = await client.post("/Users", seatedBody("ann"));
    expect((await client.put(`/Users/${String(made.body["id"])}`, made.body)).body).toEqual(made.body);
  });
});

describe("an extension with closed values", () => {
  it.each([
    [{ ziRole: "Boss" }, "'ziRole' must be User or Admin, found \"Boss\""],
    [{ ziUserCredit: "Some" }, "'ziUserCredit' must be Limited or Unlimited, found \"Some\""],
    [{ ziCreditLimit: -1 }, "'ziCreditLimit' must be a whole number, zero or more, found -1"],
  ])("refuses %j, naming attribute and value", async (values, detail) => {
    const client = roomy();
    const body = seatedBody("ann", [], { [ZOOMINFO]: { ziProduct: ["Sales"], ...values } });
    const answer = await client.post("/Users", body);
    expect([answer.status, answer.body["scimType"]]).toEqual([400, "invalidValue"]);
    expect(answer.body["detail"]).toContain(detail);
    const ann = await makeUser(client, seatedBody("ann"));
    const [[name, value] = ["", 0]] = Object.entries(values);
    const patched = await client.patch(`/Users/${ann}`, [{ op: "replace", path: `${ZOOMINFO}:${name}`, value }]);
    expect([patched.status, patched.body["scimType"]]).toEqual([400, "invalidValue"]);
  });

  it.each([1.5, "many"])("refuses %j for an integer", async (ziCreditLimit) => {
    const body = seatedBody("ann", [], { [ZOOMINFO]: { ziProduct: ["Sales"], ziCreditLimit } });
    expect((await roomy().post("/Users", body)).status).toBe(400);
  });

  it("takes the allowed values, zero among them", async () => {
    const values = { ziRole: "Admin", ziUserCredit: "Unlimited", ziCreditLimit: 0, ziProduct: ["Sales"] };
    const { status, body } = await roomy().post("/Users", seatedBody("ann", [], { [ZOOMINFO]: values }));
    expect(status).toBe(201);
    expect(body[ZOOMINFO]).toEqual(values);
  });
});
