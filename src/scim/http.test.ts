import { expect, it } from "vitest";
import { mediaTypeOf } from "./http.ts";

it("drops the parameters of a media type and its letter case", () => {
  expect(mediaTypeOf("Application/SCIM+JSON; charset=utf-8")).toBe("application/scim+json");
  expect(mediaTypeOf(" application/json ;charset=utf-8")).toBe("application/json");
});

it("is empty without a header", () => {
  expect(mediaTypeOf(null)).toBe("");
});
