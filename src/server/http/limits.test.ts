import { describe, expect, it } from "vitest";
import type { Json } from "../../scim/json.ts";
import { DEFAULT_LIMITS, toLimits } from "./limits.ts";
import type { ServerLimits } from "./limits.ts";
import {
  BASE,
  GENERIC,
  GROUP,
  PATCH_OP,
  SECRET,
  TOKEN,
  USER,
  clientOf,
  makeUser,
  resourcesOf,
  serverOf,
  userBody,
} from "../server.fixture.ts";
import type { Answer, Client } from "../server.fixture.ts";

const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };

function limited(limits: Partial<ServerLimits> = {}): Client {
  return clientOf(serverOf(GENERIC, { rules: [], limits }));
}

function refused(answer: Answer): Json {
  const { status, scimType, detail, schemas } = answer.body;
  expect(schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
  expect(status).toBe(String(answer.status));
  return [answer.status, scimType ?? null, detail ?? null];
}

/** A body without a Content-Length that does not end by itself; `read` tells how much of it was asked for. */
function endless(): { readonly body: ReadableStream<Uint8Array>; readonly read: () => number } {
  const part = new Uint8Array(65_536).fill(0x20);
  let size = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      size += part.byteLength;
      controller.enqueue(part);
    },
  });
  return { body, read: () => size };
}

describe("the size of a body", () => {
  it("is 1 MB at most, and a byte more is refused with 413", async () => {
    const client = limited();
    const start = `{"schemas":["${USER}"],"userName":"ann"`;
    const fitting = `${start}${" ".repeat(1_048_576 - start.length - 1)}}`;
    expect((await client.send("POST", "/Users", { text: fitting })).status).toBe(201);
    expect(refused(await client.send("POST", "/Users", { text: `${fitting} ` }))).toEqual([
      413,
      null,
      "The request body is too large: this server's limit 'bodyBytes' is 1048576.",
    ]);
  });

  it("holds for bodies without a length, which are not read to their end", async () => {
    const server = serverOf(GENERIC, { rules: [], limits: { bodyBytes: 200_000 } });
    for (const [method, path] of [
      ["POST", "/Users"],
      ["PUT", "/Users/1"],
      ["PATCH", "/Users/1"],
    ] as const) {
      const { body, read } = endless();
      const init = { method, headers: HEADERS, body, duplex: "half" } as const;
      const answer = await server.fetch(new Request(`${BASE}${path}`, init));
      expect(answer.status).toBe(413);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(read()).toBeLessThan(32 * 1_048_576);
    }
  });

  it("holds for the admin API too", async () => {
    const answer = await limited({ bodyBytes: 50 }).admin("POST", "/users", { email: "x".repeat(50) });
    expect(answer.status).toBe(413);
    expect(answer.body).toEqual({ error: "The request body is too large: this server's limit 'bodyBytes' is 50." });
  });

  it("cannot be got round by compression, which is not taken", async () => {
    const sending = { body: userBody("ann"), headers: { "content-encoding": "gzip" } };
    expect(refused(await limited().send("POST", "/Users", sending))).toEqual([
      415,
      null,
      "A request body must not be compressed, found the content encoding 'gzip'.",
    ]);
    const plain = { body: userBody("ann"), headers: { "content-encoding": "identity" } };
    expect((await limited().send("POST", "/Users", plain)).status).toBe(201);
  });
});

describe("what a body holds", () => {
  it.each<[limit: readonly [keyof ServerLimits, number], body: Json, refusal: readonly [number, string, string]]>([
    [
      ["stringLength", 100],
      userBody("x".repeat(101)),
      [400, "invalidValue", "The request body holds a string of 101 characters"],
    ],
    [
      ["stringLength", 100],
      userBody("ann", { ["x".repeat(101)]: 1 }),
      [400, "invalidValue", "The request body holds a string of 101 characters"],
    ],
    [
      ["values", 3],
      userBody("ann", { emails: [1, 2, 3, 4].map((n) => ({ value: `${n}` })) }),
      [400, "invalidValue", "The request body holds a list of 4 values"],
    ],
    [
      ["members", 3],
      userBody("ann", { a: 1, b: 2 }),
      [400, "invalidSyntax", "The request body holds an object of 4 members"],
    ],
    [
      ["members", 3],
      userBody("ann", { name: { a: 1, b: 2, c: 3, d: 4 } }),
      [400, "invalidSyntax", "The request body holds an object of 4 members"],
    ],
    [["nesting", 2], userBody("ann", { a: { b: [] } }), [400, "invalidSyntax", "The request body nests too deep"]],
  ])("is refused beyond %s", async ([name, most], body, [status, scimType, what]) => {
    const client = limited({ [name]: most });
    const answer = await client.post("/Users", body);
    const detail = `${what}, but this server's limit '${name}' is ${most}.`;
    expect(refused(answer)).toEqual([status, scimType, detail]);
    expect(resourcesOf(await client.get("/Users"))).toEqual([]);
  });

  it("is taken when it keeps to all of them", async () => {
    const client = limited({ stringLength: 100, values: 3, members: 4, nesting: 3 });
    const body = userBody("x".repeat(100), { emails: [1, 2, 3].map((n) => ({ value: `${n}` })), a: { b: [] } });
    expect((await client.post("/Users", body)).status).toBe(201);
  });

  it("may nest a hundred thousand deep without using up the stack", async () => {
    const deep = 100_000;
    for (const text of ["[".repeat(deep) + "]".repeat(deep), `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`]) {
      const body = `{"schemas":["${USER}"],"userName":"ann","x":${text}}`;
      expect(refused(await limited().send("POST", "/Users", { text: body }))).toEqual([
        400,
        "invalidSyntax",
        "The request body nests too deep, but this server's limit 'nesting' is 32.",
      ]);
    }
  });
});

describe("the operations of a PATCH", () => {
  it("are 1000 at most", async () => {
    const client = limited();
    const id = await makeUser(client, userBody("ann"));
    const operations = Array.from({ length: 1000 }, (_, n) => ({ op: "replace", path: "title", value: `${n}` }));
    expect((await client.patch(`/Users/${id}`, operations)).body["title"]).toBe("999");
    expect(refused(await client.patch(`/Users/${id}`, [...operations, { op: "remove", path: "title" }]))).toEqual([
      413,
      null,
      "The request has 1001 operations, but this server's limit 'operations' is 1000: send them in parts.",
    ]);
    expect((await client.get(`/Users/${id}`)).body["title"]).toBe("999");
  });

  it("are counted in any spelling, and may be more than the values of an attribute", async () => {
    const client = limited({ operations: 3, values: 2 });
    const id = await makeUser(client, userBody("ann"));
    const operations = [1, 2, 3, 4].map((n) => ({ op: "replace", path: "title", value: `${n}` }));
    const body = { schemas: [PATCH_OP], OPERATIONS: operations };
    expect((await client.send("PATCH", `/Users/${id}`, { body })).status).toBe(413);
    expect((await client.patch(`/Users/${id}`, operations.slice(1))).status).toBe(200);
  });
});

describe("what is stored", () => {
  it("does not grow beyond the values of an attribute, request by request", async () => {
    const client = limited({ values: 3 });
    const id = await makeUser(client, userBody("ann", { emails: [{ value: "1" }, { value: "2" }] }));
    const add = (value: string): Promise<Answer> =>
      client.patch(`/Users/${id}`, [{ op: "add", path: "emails", value: [{ value }] }]);
    expect((await add("3")).status).toBe(200);
    expect(refused(await add("4"))).toEqual([
      400,
      "invalidValue",
      "Attribute 'emails' would have 4 values, but this server's limit 'values' is 3.",
    ]);
    expect((await client.get(`/Users/${id}`)).body["emails"]).toHaveLength(3);
  });

  it("does not grow beyond the members of a group", async () => {
    const client = limited({ values: 1 });
    const [ann, bob] = [await makeUser(client, userBody("ann")), await makeUser(client, userBody("bob"))];
    const group = await client.post("/Groups", { schemas: [GROUP], displayName: "A", members: [{ value: ann }] });
    const more = [{ op: "add", path: "members", value: [{ value: bob }] }];
    expect((await client.patch(`/Groups/${String(group.body["id"])}`, more)).body["scimType"]).toBe("invalidValue");
  });

  it("does not grow beyond the bytes of a resource", async () => {
    const client = limited({ resourceBytes: 1000 });
    const id = await makeUser(client, userBody("ann", { title: "x".repeat(500) }));
    const answer = await client.patch(`/Users/${id}`, [{ op: "add", path: "nickName", value: "x".repeat(500) }]);
    expect(refused(answer)).toEqual([
      400,
      "invalidValue",
      "The resource would be too large, but this server's limit 'resourceBytes' is 1000.",
    ]);
    expect((await client.post("/Users", userBody("bob", { title: "x".repeat(1000) }))).status).toBe(400);
  });

  it("is not listed as a whole when that would be too much", async () => {
    const client = limited({ listBytes: 1000 });
    for (const name of ["ann", "bob", "cy"]) await makeUser(client, userBody(name, { title: "x".repeat(300) }));
    expect(refused(await client.get("/Users"))).toEqual([
      400,
      "tooMany",
      "The list would be too large: this server's limit 'listBytes' is 1000. Ask for less by 'count'.",
    ]);
    expect((await client.get("/Users?count=1")).status).toBe(200);
    expect((await client.get("/Users?attributes=userName")).status).toBe(200);
  });
});

describe("a URL", () => {
  it("has 8192 characters at most", async () => {
    const client = limited();
    const path = "/Users?attributes=";
    const fitting = `${path}${"x".repeat(8192 - BASE.length - path.length)}`;
    expect((await client.get(fitting)).status).toBe(200);
    const detail = "The URL of the request is too long: this server's limit 'urlLength' is 8192.";
    for (const url of [`${fitting}x`, `/nowhere/${"x".repeat(8192)}`, `/ServiceProviderConfig?${"x".repeat(8192)}`]) {
      expect(refused(await client.get(url))).toEqual([414, null, detail]);
    }
    const admin = await client.admin("GET", `/seats?${"x".repeat(8192)}`);
    expect([admin.status, admin.body]).toEqual([414, { error: detail }]);
  });
});

describe("limits", () => {
  it("are these unless set", () => {
    expect(DEFAULT_LIMITS).toEqual({
      bodyBytes: 1_048_576,
      operations: 1000,
      values: 10_000,
      stringLength: 65_536,
      nesting: 32,
      members: 1000,
      urlLength: 8192,
      filterLength: 8192,
      filterNesting: 50,
      resourceBytes: 4_194_304,
      listBytes: 67_108_864,
      scanBytes: 134_217_728,
    });
    expect(toLimits({ operations: 5 })).toEqual({ ...DEFAULT_LIMITS, operations: 5 });
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])("cannot be %d", (bodyBytes) => {
    expect(() => serverOf(GENERIC, { rules: [], limits: { bodyBytes } })).toThrow(
      `The limit 'bodyBytes' must be a whole number from 1 to 9007199254740991, found ${bodyBytes}.`,
    );
  });

  it("of nesting end where the stack does", () => {
    expect(() => toLimits({ nesting: 501 })).toThrow("The limit 'nesting' must be a whole number from 1 to 500");
    expect(() => toLimits({ filterNesting: 501 })).toThrow("The limit 'filterNesting' must be a whole number");
  });

  it("do not open the server to those without credentials", async () => {
    const { body } = endless();
    const init = { method: "POST", headers: { authorization: `Bearer ${SECRET}` }, body, duplex: "half" } as const;
    expect((await serverOf(GENERIC, { rules: [] }).fetch(new Request(`${BASE}/Users`, init))).status).toBe(401);
  });
});
