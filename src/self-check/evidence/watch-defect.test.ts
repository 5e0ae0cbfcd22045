import { expect, test } from "vitest";
import { on, remembering } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { withHeader, withJson } from "../../kit/defects/answers.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { watchDefect } from "./watch-defect.ts";

const server: FetchHandler = async (request) =>
  Response.json({ method: request.method, sent: await request.text() }, { headers: { "x-url": request.url } });

/** Which of a GET, a PUT and another GET a defect touches. */
async function touchedBy(wrap: Wrap): Promise<readonly boolean[]> {
  const watched = watchDefect(wrap, server);
  const touched: boolean[] = [];
  for (const method of ["GET", "PUT", "GET"]) {
    const outcome = await watched.transport.send({
      method,
      url: "http://server.example/Users/1?count=1",
      headers: {},
      text: method === "PUT" ? '{"a":1}' : null,
      timeoutMs: 1000,
      signal: undefined,
    });
    touched.push(watched.hasTouched({ response: null, failure: null, ...outcome }));
  }
  return touched;
}

test.each<[string, Wrap, readonly boolean[]]>([
  ["one that does nothing", on("GET /Nowhere").url(() => undefined), [false, false, false]],
  ["one that writes the same answer anew", on("PUT").body((body) => body), [false, false, false]],
  ["another answer", on("PUT").body((body) => ({ ...body, b: 2 })), [false, true, false]],
  ["another status", on("GET").response(() => new Response("", { status: 500 })), [true, false, true]],
  ["another header", on("GET").response((answer) => withHeader(answer, "etag", "1")), [true, false, true]],
  ["another body that is handed on", on("PUT").sent(() => ({})), [false, true, false]],
  ["another URL", on({ nth: 3 }).url((url) => url.searchParams.delete("count")), [false, false, true]],
  ["an answer without the server", on("PUT").answer(() => Response.json({})), [false, true, false]],
  ["no answer", on("PUT").answer(() => Promise.reject(new Error("dropped"))), [false, true, false]],
  [
    "a reading on the way, and the same answer",
    on("PUT").answer(async (request, next) => {
      await next(new Request(request.url));
      return next(request);
    }),
    [false, false, false],
  ],
  [
    "a write more than was asked for",
    on("GET").answer(async (request, next) => {
      await next(new Request(request.url, { method: "DELETE" }));
      return next(request);
    }),
    [true, false, true],
  ],
  [
    "what it remembers of a write",
    remembering(() => {
      let isWritten = false;
      return (next) => async (request) => {
        isWritten ||= request.method === "PUT";
        const answer = await next(request);
        return isWritten && request.method === "GET" ? withJson(answer, {}) : answer;
      };
    }),
    [false, false, true],
  ],
])("%s is seen where it happens", async (_, wrap, expected) => {
  expect(await touchedBy(wrap)).toEqual(expected);
});
