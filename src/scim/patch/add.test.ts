import { describe, expect, it } from "vitest";
import { group, patchGroup, patchUser, user } from "./patch.fixture.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";

describe("add", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    ["sets an attribute without a value", {}, { op: "add", path: "title", value: "Guide" }, { title: "Guide" }],
    ["replaces a single value", { title: "Boss" }, { op: "add", path: "TITLE", value: "Guide" }, { title: "Guide" }],
    [
      "merges into a complex attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "add", path: "name", value: { givenName: "Barbara", middleName: "Jane" } },
      { name: { givenName: "Barbara", familyName: "J", middleName: "Jane" } },
    ],
    ["makes a complex attribute", {}, { op: "add", path: "name.givenName", value: "B" }, { name: { givenName: "B" } }],
    [
      "takes one value for a list",
      {},
      { op: "add", path: "emails", value: { value: "a" } },
      { emails: [{ value: "a" }] },
    ],
    [
      "appends to a list",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: "emails", value: [{ value: "a", type: "home" }, { value: "b" }] },
      { emails: [{ value: "a", type: "work" }, { value: "a", type: "home" }, { value: "b" }] },
    ],
    [
      "unites a value with the same one",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: "emails", value: [{ value: "a", type: "work", display: "A" }] },
      { emails: [{ value: "a", type: "work", display: "A" }] },
    ],
    [
      "recognises values without a value by all they hold",
      { addresses: [{ type: "work", locality: "X" }] },
      {
        op: "add",
        path: "addresses",
        value: [
          { locality: "X", type: "work" },
          { type: "work", locality: "Y" },
        ],
      },
      {
        addresses: [
          { type: "work", locality: "X" },
          { type: "work", locality: "Y" },
        ],
      },
    ],
    [
      "makes a new primary value the only one",
      { emails: [{ value: "a", primary: true }, { value: "b", primary: false }, { value: "c" }] },
      { op: "add", path: "emails", value: [{ value: "d", primary: true }] },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: false },
          { value: "c" },
          { value: "d", primary: true },
        ],
      },
    ],
    [
      "makes a present value the primary one",
      { emails: [{ value: "a", primary: true }, { value: "b" }] },
      { op: "add", path: "emails", value: [{ value: "b", primary: true }] },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: true },
        ],
      },
    ],
    [
      "sets a sub-attribute of the values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
        ],
      },
      { op: "add", path: 'emails[type eq "work"].display', value: "A" },
      {
        emails: [
          { value: "a", type: "work", display: "A" },
          { value: "b", type: "home" },
        ],
      },
    ],
    [
      "merges into the values that a filter selects",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: 'emails[type eq "work"]', value: { display: "A", primary: true } },
      { emails: [{ value: "a", type: "work", display: "A", primary: true }] },
    ],
    [
      "makes the value that a filter of eq demands, as Entra expects",
      { emails: [{ value: "b", type: "home" }] },
      { op: "add", path: 'emails[type eq "work"].value', value: "a" },
      {
        emails: [
          { value: "b", type: "home" },
          { type: "work", value: "a" },
        ],
      },
    ],
    [
      "makes the value that a filter of several eq demands",
      {},
      { op: "add", path: 'emails[type eq "work" and primary eq true].value', value: "a" },
      { emails: [{ type: "work", primary: true, value: "a" }] },
    ],
    ["takes null for no value", { title: "x" }, { op: "add", path: "title", value: null }, {}],
    [
      "takes an empty list for nothing to add",
      { emails: [{ value: "a" }] },
      { op: "add", path: "emails", value: [] },
      { emails: [{ value: "a" }] },
    ],
    [
      "takes null for nothing to add to a list",
      { emails: [{ value: "a" }] },
      { op: "add", path: "emails", value: null },
      { emails: [{ value: "a" }] },
    ],
    ["takes 'True' for a boolean", {}, { op: "add", path: "active", value: "True" }, { active: true }],
    [
      "leaves out unknown sub-attributes",
      {},
      { op: "add", path: "emails", value: [{ value: "a", colour: "red" }] },
      { emails: [{ value: "a" }] },
    ],
    [
      "sets a sub-attribute of all values",
      { emails: [{ value: "a" }, { value: "b" }] },
      { op: "add", path: "emails.type", value: "work" },
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "work" },
        ],
      },
    ],
    [
      "makes a value of one sub-attribute",
      {},
      { op: "add", path: "emails.value", value: "a" },
      { emails: [{ value: "a" }] },
    ],
  ])("%s", (...[, before, operation, after]) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it("keeps what is fixed in a member that is there already", () => {
    expect(
      patchGroup(group([{ value: "1", display: "Old" }]), {
        op: "add",
        path: "members",
        value: [{ value: "1", display: "New", type: "User" }],
      }),
    ).toEqual(group([{ value: "1", display: "Old", type: "User" }]));
  });

  it("ignores null sub-attributes of a member, as Okta and Entra send them", () => {
    expect(
      patchGroup(group(), { op: "add", path: "members", value: [{ value: "1", display: null, $ref: null }] }),
    ).toEqual(group([{ value: "1" }]));
  });
});
