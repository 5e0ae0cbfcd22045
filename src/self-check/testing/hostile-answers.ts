import type { FetchHandler } from "../../scim/http.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { CONFIG, list, nested, SCHEMAS, TYPES } from "./hostile-documents.ts";
import type { Serve } from "../../kit/variant.ts";

// Part of the test that nothing a target answers is a fault of ours: servers that answer what no server should.

/** A server that is sound for one request, the preflight's, and hostile after it. */
export interface HostileServer {
  /** Completes "no fault of ours on a server that ...". */
  readonly name: string;
  readonly server: Serve;
  /** The scenarios are played too: everything that they read is wrong. */
  readonly plays?: true;
}

/** Answers the first request as the reference server does, and hands the others on. */
function afterPreflight(answer: (request: Request, next: FetchHandler) => Promise<Response>): Serve {
  return (start) => {
    const next = start();
    let requests = 0;
    return async (request) => ((requests += 1) === 1 ? next(request) : answer(request, next));
  };
}

/** Answers with this text what matches, with the status that the reference server has for it or another one. */
function answers(text: string, where: RegExp = /./, status?: number): Serve {
  return afterPreflight(async (request, next) => {
    const sound = await next(request);
    if (!where.test(new URL(request.url).pathname)) return sound;
    const given = status ?? sound.status;
    const isEmpty = given === 204 || given === 304;
    return new Response(isEmpty ? null : text, { status: given, headers: sound.headers });
  });
}

/** Answers one of 200 requests with a text that takes time to read. */
function seldom(text: string): Serve {
  let asked = 0;
  return afterPreflight(async (request, next) => {
    const sound = await next(request);
    const isTurn = (asked += 1) % 200 === 1 && ![204, 304].includes(sound.status);
    return isTurn ? new Response(text, { status: 200, headers: sound.headers }) : sound;
  });
}

const BODIES: Readonly<Record<string, string>> = {
  "JSON nested 100,000 deep": nested(50_000),
  "JSON nested 5,000 deep": nested(2500),
  "JSON nested 60 deep": nested(30),
  NaN: "NaN",
  "a number that becomes infinite": '{"id":"a","totalResults":1e400}',
  "-0": list([], { totalResults: -0, startIndex: -0 }),
  "vast and fractional counters": list([{}], { totalResults: 1e308, startIndex: -1.5, itemsPerPage: 0.5 }),
  null: "null",
  "a text": '"x"',
  "an array of null": "[null]",
  "an empty object": "{}",
  "members that every object inherits":
    '{"__proto__":{"id":"x"},"constructor":1,"toString":2,"valueOf":3,"id":{"toString":1}}',
  "twice the same member": '{"id":"a","id":5,"id":"b","schemas":1,"schemas":[]}',
  "half characters": '{"id":"\\ud800","userName":"\\udfff","displayName":"\\ud800","meta":{"location":"\\ud800"}}',
  "control characters": JSON.stringify({
    id: "\0\u001b[2J",
    userName: "\0",
    detail: "\u001b]0;x\u0007",
    schemas: ["\0"],
  }),
  "an id of 20,000 characters": JSON.stringify({ id: "x".repeat(20_000), userName: "y", schemas: [] }),
  "no UTF-8": "\ufffd\0{\0}\0",
  HTML: "<html>",
  nothing: "",
};

const HEADERS = ["location", "content-location", "etag", "content-type", "allow", "www-authenticate", "last-modified"];

const oddHeaders: Serve = (start) => {
  const next = start();
  return async (request) => {
    const sound = await next(request);
    const headers = new Headers(sound.headers);
    for (const name of HEADERS) headers.set(name, '\u00ff%%[;,="');
    for (const name of ["constructor", "__proto__"]) headers.set(name, "x");
    return new Response(sound.body, { status: sound.status, headers });
  };
};

const LEADS = ["http://[", "//evil.example/", "", "?", "/scim/v2/Users/../..", "/scim/v2/Users"];

function redirects(): Serve {
  let asked = 0;
  return afterPreflight(() => {
    const location = LEADS[(asked += 1) % LEADS.length] ?? "";
    return Promise.resolve(new Response(null, { status: 307, headers: { location } }));
  });
}

/** What stands where another type is expected; one after the other, so that each place meets many of them. */
const WRONG: readonly Json[] = [
  5,
  {},
  "x",
  null,
  [null],
  true,
  [],
  [[]],
  { toString: 1, valueOf: 2 },
  "",
  1e308,
  [{ value: null }],
  "http://[",
  { value: {} },
  "275760-09-13T00:00:00Z",
  "constructor",
  "%",
  [5, "x"],
  "\0\n",
  "../..",
  -1.5,
  "//evil.example/x",
  ["a", "a"],
  "(",
];

/** Members that are read somewhere; those that would hide one another are given wrong values in runs of their own. */
const MEMBERS: readonly (readonly string[])[] = [
  ["schemas"],
  ["id"],
  ["meta"],
  ["name", "emails", "active"],
  ["members", "groups"],
  ["Resources"],
  ["totalResults"],
  ["userName"],
  ["displayName", "externalId"],
  ["location", "created"],
  ["lastModified", "resourceType", "version"],
  ["value"],
  ["$ref", "type", "primary"],
  ["attributes"],
  ["subAttributes", "multiValued", "mutability", "returned", "canonicalValues"],
  ["endpoint", "schemaExtensions"],
  ["supported", "authenticationSchemes"],
  ["detail", "status", "scimType"],
];

function mistakes(wrong: readonly string[]): Serve {
  let place = 0;
  const spoil = (value: Json): Json => {
    if (isArray(value)) return value.map(spoil);
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, inner]): [string, Json] => {
      return [name, wrong.includes(name) ? (WRONG[(place += 1) % WRONG.length] ?? null) : spoil(inner ?? null)];
    });
    return Object.fromEntries(members);
  };
  return afterPreflight(async (request, next) => {
    const sound = await next(request);
    const text = await sound.text();
    const body = text === "" ? null : JSON.stringify(spoil(JSON.parse(text)));
    return new Response(body, { status: sound.status, headers: sound.headers });
  });
}

function named(what: string, texts: Readonly<Record<string, string>>, where?: RegExp): readonly HostileServer[] {
  return Object.entries(texts).map(([name, text]) => ({ name: `${what} ${name}`, server: answers(text, where) }));
}

/** Servers that answer what no server should. */
export const HOSTILE: readonly HostileServer[] = [
  ...named("answers everything with", BODIES).map((hostile): HostileServer => ({ ...hostile, plays: true })),
  ...named("answers /Schemas with", SCHEMAS, /\/Schemas/),
  ...named("answers /ResourceTypes with", TYPES, /\/ResourceTypes/),
  { name: "answers /ServiceProviderConfig with wrong types", server: answers(CONFIG, /\/ServiceProviderConfig/) },
  { name: "answers now and then with 2,000,000 numbers", server: seldom(`[${"1,".repeat(2_000_000)}1]`) },
  {
    name: "answers now and then with 150,000 resources",
    server: seldom(list(Array.from({ length: 150_000 }, () => ({})))),
  },
  {
    name: "promises a list without end",
    server: answers(list([{ id: "x" }], { totalResults: 1e308 }), /\/Users$/),
    plays: true,
  },
  { name: "answers 200 and an empty object to everything", server: answers("{}", /./, 200) },
  { name: "answers 201 and null to everything", server: answers("null", /./, 201) },
  { name: "answers 204 to everything", server: answers("", /./, 204) },
  { name: "answers 304 to everything", server: answers("", /./, 304) },
  { name: "answers 599 to everything", server: answers("{}", /./, 599) },
  { name: "has headers that say nothing", server: oddHeaders },
  { name: "redirects everything", server: redirects() },
  ...MEMBERS.map(
    (wrong) => ({ name: `has wrong values in ${wrong.join(", ")}`, server: mistakes(wrong), plays: true }) as const,
  ),
];
