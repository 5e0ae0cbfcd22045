import { expect, test } from "vitest";
import { createSession } from "../session/create-session.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import { createHandlerTransport } from "../transport/handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import { preflight } from "./preflight.ts";
import type { Transport } from "../transport/transport.ts";

const LIST = { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0 };

const TOKEN: Credentials = { kind: "bearer", token: "s3cret-token" };

interface Given {
  readonly baseUrl?: string;
  readonly credentials?: Credentials;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(
  answer: Response | Transport,
  { baseUrl = "https://scim.example.com", credentials = TOKEN, headers = {} }: Given = {},
): Promise<void> {
  const transport = answer instanceof Response ? createHandlerTransport(() => Promise.resolve(answer.clone())) : answer;
  return preflight(
    createSession({
      baseUrl,
      runId: "abcd2345",
      transport,
      credentials,
      headers,
      timeoutMs: 1000,
      rate: undefined,
      ownership: new Ownership(NO_JOURNAL),
      nextSeq: () => 1,
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      signal: new AbortController().signal,
      onExchange: () => undefined,
    }),
  );
}

test.each([
  ["a list", Response.json(LIST)],
  ["an empty body, which is a fault for the checks", new Response("")],
  ["an array, which is a fault for the checks", Response.json([])],
  ["a 500, which is a fault for the checks", new Response("oops", { status: 500 })],
])("a target that answers %s can be judged", async (_, answer) => {
  await expect(ask(answer)).resolves.toBeUndefined();
});

test.each([
  [401, "refused the credentials (401 to GET /Users?startIndex=1&count=2)"],
  [403, "refused the credentials (403 to GET /Users?startIndex=1&count=2)"],
  [404, "there is no SCIM endpoint (404 to GET /Users?startIndex=1&count=2)"],
  [302, "redirects GET /Users?startIndex=1&count=2 to https://login.example.com/"],
])("a target that answers %i cannot be judged", async (status, message) => {
  const headers = { location: "https://login.example.com/" };
  await expect(ask(new Response(null, { status, headers }))).rejects.toThrow(`https://scim.example.com: ${message}`);
});

test.each(["/ServiceProviderConfig", "/Schemas"])(
  "404 to a list of nobody is a fault for the checks, where %s tells that SCIM is spoken there",
  async (path) => {
    const answers = createHandlerTransport(({ url }) =>
      Promise.resolve(url.endsWith(path) ? Response.json({ patch: {} }) : Response.json({}, { status: 404 })),
    );
    await expect(ask(answers)).resolves.toBeUndefined();
  },
);

test("a target that answers HTML is no SCIM endpoint", async () => {
  await expect(ask(new Response("<!doctype html>"))).rejects.toThrow("with HTML instead of a SCIM list");
});

test("a target that is not there is told with what to do", async () => {
  const dead: Transport = {
    send: () => Promise.resolve({ failure: { kind: "refused", message: "connection refused (ECONNREFUSED)" } }),
    close: () => Promise.resolve(),
  };
  await expect(ask(dead)).rejects.toMatchObject({
    message: "https://scim.example.com: connection refused (ECONNREFUSED)",
    hint: "Check host and port, and that the server is running.",
  });
});

test("a target that answers 401 to a request without credentials is told to want some", async () => {
  await expect(ask(new Response("", { status: 401 }), { credentials: { kind: "none" } })).rejects.toMatchObject({
    message:
      "https://scim.example.com: asks for credentials, and none were sent (401 to GET /Users?startIndex=1&count=2)",
    hint: "Give a token with the SCIM_TOKEN environment variable or --token-file, or a user and password with --basic.",
  });
});

test("a target that speaks no TLS is told with the other scheme, not with certificates", async () => {
  const message = "the TLS connection failed (ERR_SSL_WRONG_VERSION_NUMBER): the server does not speak TLS";
  const plain: Transport = {
    send: () => Promise.resolve({ failure: { kind: "tls", message } }),
    close: () => Promise.resolve(),
  };
  await expect(ask(plain)).rejects.toMatchObject({
    message: `https://scim.example.com: ${message}`,
    hint: "Try http:// instead of https://, or the port at which the server speaks TLS.",
  });
});

test("a header of the user's own counts as credentials", async () => {
  const given: Given = { credentials: { kind: "none" }, headers: { "x-api-key": "blue" } };
  await expect(ask(new Response("", { status: 401 }), given)).rejects.toThrow("refused the credentials (401 to");
});

test("a target that answers JSON which nests too deep cannot be judged", async () => {
  await expect(ask(new Response("[".repeat(100_000) + "]".repeat(100_000)))).rejects.toThrow(
    "https://scim.example.com: answers GET /Users?startIndex=1&count=2 with JSON nested deeper than 64 levels",
  );
});

test.each(["/Users", "/Groups", "/ServiceProviderConfig", "/Schemas"])(
  "a URL that ends in %s is told without it",
  async (endpoint) => {
    const baseUrl = `https://scim.example.com/v2${endpoint}`;
    for (const status of [400, 404, 405]) {
      await expect(ask(new Response("{}", { status }), { baseUrl })).rejects.toMatchObject({
        hint: `Leave ${endpoint} out: the SCIM base URL is https://scim.example.com/v2.`,
      });
    }
  },
);

function failing(kind: "tls" | "protocol" | "reset" | "proxy", message: string): Transport {
  return { send: () => Promise.resolve({ failure: { kind, message } }), close: () => Promise.resolve() };
}

test.each([
  ["protocol", "the answer is not valid HTTP (Parse Error: Expected HTTP/)"],
  ["reset", "the connection was closed before an answer came (UND_ERR_SOCKET)"],
] as const)("plain HTTP at a port of TLS (%s) is told to try https", async (kind, message) => {
  await expect(ask(failing(kind, message), { baseUrl: "http://scim.example.com" })).rejects.toMatchObject({
    hint: expect.stringContaining("Try https://"),
  });
});

test("a server that says itself that plain HTTP came to its port of TLS is told to try https", async () => {
  const answer = new Response("<h1>400</h1>The plain HTTP request was sent to HTTPS port", { status: 400 });
  await expect(ask(answer)).rejects.toMatchObject({ hint: "Try https:// instead of http://." });
});

test.each([
  ["the TLS connection failed (ERR_TLS_CERT_ALTNAME_INVALID)", /for another host.*--insecure/],
  ["the TLS connection failed (CERT_HAS_EXPIRED)", /out of date.*--insecure/],
  ["the TLS connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)", /--ca <file\.pem>/],
])("%s is told with what helps", async (message, hint) => {
  await expect(ask(failing("tls", message))).rejects.toMatchObject({ hint: expect.stringMatching(hint) });
});

test("a proxy that fails is told with the ways round it", async () => {
  const message = "the proxy proxy.corp:3128 does not let the request through (407)";
  await expect(ask(failing("proxy", message))).rejects.toMatchObject({
    message: `https://scim.example.com: ${message}`,
    hint: expect.stringContaining("--proxy none"),
  });
});

function takingOnly(authorization: string, seen: string[]): Transport {
  return createHandlerTransport((request) => {
    const given = request.headers.get("authorization") ?? "";
    seen.push(`${request.url} ${given}`);
    return Promise.resolve(given === authorization ? Response.json(LIST) : new Response(null, { status: 401 }));
  });
}

test("a target that takes the token without Bearer is told with --raw-token, after one request more", async () => {
  const seen: string[] = [];
  await expect(ask(takingOnly("s3cret-token", seen))).rejects.toMatchObject({
    message:
      'https://scim.example.com: refuses the token with "Bearer " (401 to GET /Users?startIndex=1&count=2), and accepts it without',
    hint: 'Add --raw-token, which sends the token without "Bearer ".',
  });
  expect(seen).toEqual([
    "https://scim.example.com/Users?startIndex=1&count=2 Bearer s3cret-token",
    "https://scim.example.com/Users?startIndex=1&count=2 s3cret-token",
  ]);
});

test("a token without Bearer goes to no other host, and is tried once only", async () => {
  const seen: string[] = [];
  const leading = createHandlerTransport((request) => {
    seen.push(`${new URL(request.url).host} ${request.headers.get("authorization") ?? ""}`);
    const isRaw = request.headers.get("authorization") === "s3cret-token";
    const headers = { location: "https://elsewhere.example.com/Users" };
    return Promise.resolve(isRaw ? new Response(null, { status: 307, headers }) : new Response(null, { status: 403 }));
  });
  await expect(ask(leading)).rejects.toThrow("refused the credentials (403 to");
  expect(seen).toEqual(["scim.example.com Bearer s3cret-token", "scim.example.com s3cret-token"]);
});

test("a token that was given without Bearer is not tried again", async () => {
  const seen: string[] = [];
  const credentials: Credentials = { kind: "raw", token: "s3cret-token" };
  await expect(ask(takingOnly("another", seen), { credentials })).rejects.toThrow("refused the credentials");
  expect(seen).toHaveLength(1);
});
