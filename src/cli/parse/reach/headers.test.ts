import { describe, expect, it } from "vitest";
import { parseHeaders } from "./headers.ts";

describe("parseHeaders", () => {
  it("reads names in lower case and values as they are", () => {
    expect(parseHeaders(["X-Tenant: 42", "x-url:https://a:1/b"])).toEqual({
      "x-tenant": "42",
      "x-url": "https://a:1/b",
    });
  });

  it.each([
    ["X-Tenant", "--header takes a name, a colon and a value."],
    [": 42", "--header takes a name, a colon and a value."],
    ["X Tenant: 42", "--header takes a name, a colon and a value."],
    ["X-Tenant:", "--header X-Tenant is empty."],
    ["X-Tenant: a\nEvil: b", "--header X-Tenant holds a line break"],
  ])("refuses %j", (text, message) => {
    expect(() => parseHeaders([text])).toThrow(message);
  });

  it("refuses a header given twice", () => {
    expect(() => parseHeaders(["X-A: 1", "x-a: 2"])).toThrow("--header gives x-a twice.");
  });
});
