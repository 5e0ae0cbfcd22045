import { describe, expect, test } from "vitest";
import { parseRequestPattern } from "./request-pattern.ts";

describe("requests are met by their method and path:", () => {
  test.each([
    ["PUT /Users/*", "PUT /Users/7", true],
    ["PUT /Users/*", "PUT /Users/7/x", false],
    ["PUT /Users/*", "PATCH /Users/7", false],
    ["PUT|PATCH /Users/*", "PATCH /Users/7", true],
    ["* /Users", "GET /Users?filter=userName%20eq%20%22a%22", true],
    ["GET /Users?filter=*", "GET /Users?startIndex=1&count=2", false],
    ['GET /Users?filter=userName eq "*"*', "GET /Users?filter=userName+eq+%22a%2Fb%22&startIndex=1", true],
    ["POST /Users", "POST /Users/", false],
    ["PUT /Users/*", "PUT /Users/a%2Fb%20c", true],
  ])("%j and %s: %j", (text, request, isMet) => {
    const [method = "", path = ""] = request.split(" ");
    expect(parseRequestPattern(text)?.matches({ method, path })).toBe(isMet);
  });
});

test.each(["PUT", "/Users", "put /Users", "PUTT /Users", "PUT| /Users", "PUT Users", "PUT /Users GET /Groups", ""])(
  "%j names no requests",
  (text) => {
    expect(parseRequestPattern(text)).toBeUndefined();
  },
);
