import { describe, expect, it } from "vitest";
import { parsePaging, toListResponse } from "./list.ts";

function page(query: string): { readonly startIndex: number; readonly count: number } {
  return parsePaging(new URLSearchParams(query), { maxResults: 200 });
}

describe("parsePaging", () => {
  it.each([
    ["", 1, 200],
    ["startIndex=1&count=10", 1, 10],
    ["startIndex=101&count=100", 101, 100],
    ["startIndex=0", 1, 200],
    ["startIndex=-5&count=2", 1, 2],
    ["count=0", 1, 0],
    ["count=-1", 1, 0],
    ["count=1000", 1, 200],
    ["startIndex=99999999999999999999", Number.MAX_SAFE_INTEGER, 200],
  ])("reads %j", (query, startIndex, count) => {
    expect(page(query)).toEqual({ startIndex, count });
  });

  it.each(["startIndex=one", "count=ten", "count=1.5", "count=", "startIndex=1e3", "count=NaN"])(
    "refuses %j",
    (query) => {
      expect(() => page(query)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
    },
  );

  it("names the parameter", () => {
    expect(() => page("count=ten")).toThrow("Parameter 'count' must be an integer, found 'ten'.");
  });
});

describe("toListResponse", () => {
  it("counts the resources of the page apart from all results", () => {
    expect(toListResponse({ resources: [{ id: "a" }, { id: "b" }], totalResults: 100, startIndex: 11 })).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 100,
      startIndex: 11,
      itemsPerPage: 2,
      Resources: [{ id: "a" }, { id: "b" }],
    });
  });

  it("lists no resources for an empty result", () => {
    expect(toListResponse({ resources: [], totalResults: 0, startIndex: 1 })).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });
});
