import { expect, test } from "vitest";
import { afterChange, inParts, membershipChange } from "./group-mapping.ts";

const member = (value: string): { readonly value: string; readonly display: null } => ({ value, display: null });

test("a person with another id leaves under the one and joins under the other", () => {
  const change = membershipChange([member("1"), member("2")], [member("1"), member("3")]);
  expect(change).toEqual({ remove: ["2"], add: [member("3")] });
});

test("a change is cut so that everybody leaves before anybody joins", () => {
  const change = { remove: ["1", "2", "3"], add: [member("4"), member("5")] };
  expect(inParts(change, 2)).toEqual([
    { remove: ["1", "2"], add: [] },
    { remove: ["3"], add: [member("4")] },
    { remove: [], add: [member("5")] },
  ]);
  expect(inParts(change, 5)).toEqual([change]);
  expect(inParts({ remove: [], add: [] }, 5)).toEqual([]);
});

test("what a part has changed is remembered", () => {
  const after = afterChange([member("1"), member("2")], { remove: ["1"], add: [member("3")] });
  expect(after).toEqual([member("2"), member("3")]);
});
