import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { editList } from "./list-edit.ts";
import type { ListEdit } from "./list-edit.ts";
import { defineAttribute } from "../schema/schema.ts";
import { createValueList } from "../value-list.ts";

const EMAILS = defineAttribute({
  name: "emails",
  type: "complex",
  multiValued: true,
  subAttributes: [defineAttribute({ name: "value" }), defineAttribute({ name: "primary", type: "boolean" })],
});

function edit(...values: readonly Json[]): ListEdit {
  return editList(createValueList(EMAILS, values));
}

describe("settlePrimary", () => {
  it("leaves an old primary value alone when no other was chosen", () => {
    const changed = edit({ value: "a", primary: true });
    changed.append({ value: "b" });
    changed.settlePrimary("emails");
    expect(changed.list.toArray()).toEqual([{ value: "a", primary: true }, { value: "b" }]);
  });

  it("takes the mark from the old primary value when another one was chosen", () => {
    const changed = edit({ value: "a", primary: true }, { value: "b" });
    changed.set(1, { value: "b", primary: true });
    changed.settlePrimary("emails");
    expect(changed.list.toArray()).toEqual([
      { value: "a", primary: false },
      { value: "b", primary: true },
    ]);
  });

  it("refuses two chosen ones", () => {
    const changed = edit();
    changed.append({ primary: true });
    changed.append({ primary: true });
    expect(() => changed.settlePrimary("emails")).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidValue" }),
    );
  });
});

describe("hasChanged", () => {
  it("is false after a value was put in the place of an equal one", () => {
    const changed = edit({ value: "a" });
    changed.set(0, { value: "a" });
    expect(changed.hasChanged()).toBe(false);
  });

  it("is true after a value was taken out", () => {
    const changed = edit({ value: "a" }, { value: "a" });
    changed.set(1, undefined);
    expect(changed.hasChanged()).toBe(true);
    expect(changed.touched()).toEqual([]);
  });
});
