import { describe, expect, it } from "vitest";
import { BADGE, RESOURCE, SCHEMA } from "../strict-user.fixture.ts";
import { GROUP_SCHEMA } from "../schema/core/group.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

const patch = (...operations: readonly PatchOperation[]): JsonObject => applyPatch(RESOURCE, operations, SCHEMA);

describe("applyPatch", () => {
  it("accepts the same value of an immutable attribute, and its first value", () => {
    expect(patch({ op: "replace", path: "birthplace", value: "Paris" })).toBe(RESOURCE);
    const { birthplace: _, ...unborn } = RESOURCE;
    expect(applyPatch(unborn, [{ op: "add", path: "birthplace", value: "Rome" }], SCHEMA)).toEqual({
      ...RESOURCE,
      birthplace: "Rome",
    });
  });

  it("completes an extension by several operations", () => {
    expect(
      patch({ op: "add", path: `${BADGE}:color`, value: "red" }, { op: "add", path: `${BADGE}:number`, value: "7" }),
    ).toEqual({ ...RESOURCE, schemas: [USER, BADGE], [BADGE]: { color: "red", number: "7" } });
  });

  it("applies operations in order, each to the result of the one before", () => {
    expect(
      patch(
        { op: "add", path: "title", value: "first" },
        { op: "remove", path: "title" },
        { op: "add", path: "emails", value: [{ value: "c", type: "home" }] },
        { op: "replace", path: 'emails[type eq "home"].value', value: "d" },
      ),
    ).toEqual({
      schemas: [USER],
      userName: "bjensen",
      birthplace: "Paris",
      tags: ["a"],
      cards: [{ number: "1", note: "x" }],
      name: { givenName: "B" },
      emails: [{ value: "a", type: "work", primary: true }, { value: "b" }, { value: "d", type: "home" }],
    });
  });

  it("leaves the resource as it was, when it succeeds and when it fails", () => {
    const copy = structuredClone(RESOURCE);
    patch({ op: "replace", value: { title: "x", emails: [{ value: "z", primary: true }], name: { givenName: "C" } } });
    patch({ op: "add", path: "emails", value: { value: "b", primary: true } }, { op: "remove", path: "cards" });
    expect(() =>
      patch({ op: "replace", path: "title", value: "x" }, { op: "replace", path: "nothing", value: 1 }),
    ).toThrow("nothing");
    expect(RESOURCE).toEqual(copy);
  });

  it("gives the very same resource when operations undo each other", () => {
    expect(patch({ op: "replace", path: "title", value: "x" }, { op: "replace", path: "title", value: "Guide" })).toBe(
      RESOURCE,
    );
    expect(patch()).toBe(RESOURCE);
  });

  it("works on simple values by the name of value", () => {
    expect(patch({ op: "add", path: "tags", value: ["b", "a"] })["tags"]).toEqual(["a", "b"]);
    expect(
      patch({ op: "add", path: "tags", value: "b" }, { op: "remove", path: 'tags[value eq "A"]' })["tags"],
    ).toEqual(["b"]);
    expect(patch({ op: "replace", path: 'tags[value eq "a"]', value: "c" })["tags"]).toEqual(["c"]);
    expect(
      patch({ op: "add", path: "tags", value: "b" }, { op: "remove", path: "tags", value: ["a"] })["tags"],
    ).toEqual(["b"]);
    expect(
      patch({ op: "add", path: "tags", value: "b" }, { op: "remove", path: "tags", value: [{ value: "a" }] })["tags"],
    ).toEqual(["b"]);
    expect(patch({ op: "add", path: 'tags[value eq "z"]', value: "z" })["tags"]).toEqual(["a", "z"]);
  });

  it("adds ten thousand members of whom half are there already", () => {
    const members = Array.from({ length: 10_000 }, (_unused, index) => ({ value: `user-${index}` }));
    const added = Array.from({ length: 10_000 }, (_unused, index) => ({ value: `user-${index + 5_000}` }));
    const result = applyPatch({ displayName: "g", members }, [{ op: "add", path: "members", value: added }], {
      core: GROUP_SCHEMA,
      extensions: [],
    });
    expect(result["members"]).toHaveLength(15_000);
  });
});
