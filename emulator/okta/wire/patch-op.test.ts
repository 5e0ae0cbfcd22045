import { expect, test } from "vitest";
import { createValidator } from "../../../src/exchange/validation/validate.ts";
import { patchActive } from "./patch-active.ts";
import { changeMembers, renameGroup, replaceMembers } from "./patch-group.ts";
import { patchPassword } from "./patch-password.ts";
import type { WireRequest } from "./wire-request.ts";

const { validateMessage } = createValidator();

const ANN = { value: "2819c223", display: "ann" };

const ALL: readonly (readonly [string, WireRequest])[] = [
  ["a deactivation", patchActive("2819c223", false)],
  ["a new password", patchPassword("2819c223", "t1meMa$heen")],
  ["the name of a group", renameGroup("e9e30dba", "Tour Guides")],
  ["a change of members", changeMembers("e9e30dba", { remove: ['a"b'], add: [ANN, { value: "1", display: null }] })],
  ["one who leaves", changeMembers("e9e30dba", { remove: ["2819c223"], add: [] })],
  ["all members", replaceMembers("e9e30dba", [ANN])],
  ["no members", replaceMembers("e9e30dba", [])],
];

test.each(ALL)("%s is a PatchOp as its JSON Schema has it", (_, request) => {
  expect(request.method).toBe("PATCH");
  expect(validateMessage("patch-op", request.body ?? null)).toEqual([]);
});
