import { describe, expect, it } from "vitest";
import type { Json } from "../../scim/json.ts";
import type { ServerLimits } from "../http/limits.ts";
import { GENERIC, clientOf, makeUser, serverOf, userBody } from "../server.fixture.ts";
import type { Answer, Client } from "../server.fixture.ts";

function limited(limits: Partial<ServerLimits> = {}): Client {
  return clientOf(serverOf(GENERIC, { limits }));
}

function refused(answer: Answer): Json {
  const { status, scimType, detail, schemas } = answer.body;
  expect(schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
  expect(status).toBe(String(answer.status));
  return [answer.status, scimType ?? null, detail ?? null];
}

describe("a filter", () => {
  const query = (text: string): string => `/Users?filter=${encodeURIComponent(text)}`;

  it.each(["(", "not (", "emails[", "a pr and (", "[", '"', "a eq "])(
    "of %j a hundred thousand times is refused, and uses up no stack",
    async (text) => {
      const client = limited({
        urlLength: 10_000_000,
        filterLength: 10_000_000,
        bodyBytes: 10_000_000,
        stringLength: 10_000_000,
      });
      const answer = await client.get(query(text.repeat(100_000)));
      expect([answer.status, answer.body["scimType"]]).toEqual([400, "invalidFilter"]);
      const id = await makeUser(client, userBody("ann"));
      const path = `emails[${text.repeat(100_000)}`;
      const patched = await client.patch(`/Users/${id}`, [{ op: "replace", path, value: "x" }]);
      expect([patched.status, patched.body["scimType"]]).toEqual([400, "invalidFilter"]);
    },
  );

  it("is bounded in length and nesting, in a query as in a PATCH path", async () => {
    const client = limited({ filterLength: 100, filterNesting: 2 });
    const id = await makeUser(client, userBody("ann", { emails: [{ value: "a" }] }));
    const remove = async (filter: string): Promise<Answer> =>
      client.patch(`/Users/${id}`, [{ op: "remove", path: `emails[${filter}]` }]);
    const long = `value eq "${"x".repeat(91)}"`;
    expect(refused(await client.get(query(long)))).toEqual([
      400,
      "invalidFilter",
      "The filter is not valid at position 101: it is longer than 100 characters.",
    ]);
    expect((await remove(long)).body["scimType"]).toBe("invalidFilter");
    expect((await client.get(query("(((title pr)))"))).body["detail"]).toContain("nested more than 2 deep");
    expect((await remove("((value pr))")).body["detail"]).toContain("nested more than 2 deep");
    expect((await remove("(value pr)")).status).toBe(200);
  });

  it("may be longer and deeper where the server says so", async () => {
    const client = limited({ filterLength: 30_000, filterNesting: 200, urlLength: 100_000 });
    const deep = `${"(".repeat(200)}title pr${")".repeat(200)}`;
    expect((await client.get(query(deep))).status).toBe(200);
    expect((await client.get(query(`title eq "${"x".repeat(20_000)}"`))).status).toBe(200);
  });
});

describe("filters in all", () => {
  const emails = Array.from({ length: 100 }, (_, n) => ({ value: `mail${n}@example.com`, display: "x" }));
  const tooMany = (bytes: number): Json => [
    400,
    "tooMany",
    `The filters of the request would go through more than ${bytes} bytes of values, which is the limit 'scanBytes': ` +
      "name values by 'eq', or ask for less at a time.",
  ];
  const conditions = (count: number): string =>
    Array.from({ length: count }, (_, n) => `value co "${n}!"`).join(" or ");

  it("go through so much of what is stored, and no more", async () => {
    const client = limited({ scanBytes: 50_000 });
    await makeUser(client, userBody("ann", { emails }));
    const query = async (count: number): Promise<Answer> =>
      client.get(`/Users?filter=${encodeURIComponent(`emails[${conditions(count)}]`)}`);
    expect((await query(2)).status).toBe(200);
    expect(refused(await query(20))).toEqual(tooMany(50_000));
  });

  it("go through so much of a resource in a PATCH, which changes nothing when it is too much", async () => {
    const client = limited({ scanBytes: 50_000 });
    const id = await makeUser(client, userBody("ann", { emails }));
    const remove = { op: "remove", path: `emails[${conditions(20)}]` };
    const all = Array.from({ length: 10 }, (_, n) => ({ op: "replace", path: "emails.display", value: `${n}` }));
    const partial = Array.from({ length: 10 }, (_, n) => ({
      op: "remove",
      path: "emails",
      value: [{ display: "x", type: `${n}` }],
    }));
    expect(refused(await client.patch(`/Users/${id}`, [remove]))).toEqual(tooMany(50_000));
    expect(refused(await client.patch(`/Users/${id}`, all))).toEqual(tooMany(50_000));
    expect((await client.patch(`/Users/${id}`, partial)).status).toBe(200);
    expect((await client.get(`/Users/${id}`)).body["emails"]).toEqual(emails);
  });

  it("may name thousands of values by 'eq', for which there is an index", async () => {
    const client = limited({ scanBytes: 50_000 });
    const id = await makeUser(client, userBody("ann", { emails }));
    const remove = emails.map(({ value }) => ({ op: "remove", path: `emails[value eq "${value}" and display pr]` }));
    expect((await client.patch(`/Users/${id}`, remove)).status).toBe(200);
    expect((await client.get(`/Users/${id}`)).body).not.toHaveProperty("emails");
  });
});
