import { expect, test } from "vitest";
import { loadProfile } from "../../../src/documents/load-profile.ts";
import { AssignmentTable } from "./assignment-table.ts";
import type { OktaGroup, OktaUser } from "../org/directory.ts";
import { mappedValues } from "./mapped-values.ts";
import type { ValueSources } from "./mapped-values.ts";

const ZOOMINFO = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
const ANN = { userName: "ann@x", firstName: "Ann", lastName: "Lee", email: "ann@x" };

async function valuesOf(sources: Partial<ValueSources>, stage: "create" | "update", more = {}) {
  const { mappings } = await loadProfile("zoominfo");
  const rules = { mappings, combined: [], fullProfilePush: false, ...more };
  return mappedValues(rules, { profile: ANN, individual: undefined, groups: [], ...sources }, stage);
}

test("the guide's mappings give names, e-mail and the defaults of the group attributes", async () => {
  expect(await valuesOf({ groups: [{ ziProduct: ["Sales"] }] }, "create")).toEqual({
    userName: "ann@x",
    givenName: "Ann",
    familyName: "Lee",
    email: "ann@x",
    core: {},
    extensions: {
      [ZOOMINFO]: {
        ziRole: "User",
        ziUserCredit: "Limited",
        ziCreditLimit: 1000,
        ziResetUsage: "Monthly",
        ziProduct: ["Sales"],
      },
    },
  });
});

test("an update leaves out what is pushed on create only, unless the full profile is pushed", async () => {
  const { extensions } = await valuesOf({}, "update");
  expect(extensions).toEqual({ [ZOOMINFO]: { ziRole: "User" } });
  const full = await valuesOf({}, "update", { fullProfilePush: true });
  expect(full.extensions?.[ZOOMINFO]).toMatchObject({ ziCreditLimit: 1000 });
});

test("an individual value beats the groups', whose first priority beats the mapping", async () => {
  const groups = [
    { ziRole: "Admin", ziProduct: ["Sales"] },
    { ziProduct: ["Marketing"], ziCreditLimit: 5 },
  ];
  const byGroup = await valuesOf({ groups }, "create");
  expect(byGroup.extensions?.[ZOOMINFO]).toMatchObject({ ziRole: "Admin", ziProduct: ["Sales"], ziCreditLimit: 5 });
  const individual = { ziProduct: ["Marketing"], familyName: "Park" };
  const byName = await valuesOf({ groups, individual }, "create");
  expect(byName.extensions?.[ZOOMINFO]).toMatchObject({ ziRole: "Admin", ziProduct: ["Marketing"] });
  expect(byName.familyName).toBe("Park");
});

test("products are united over all groups where the app says so", async () => {
  const groups = [{ ziProduct: ["Sales"] }, { ziProduct: ["Marketing", "Sales"] }];
  const united = await valuesOf({ groups }, "create", { combined: ["ziProduct"] });
  expect(united.extensions?.[ZOOMINFO]?.["ziProduct"]).toEqual(["Sales", "Marketing"]);
});

test("what is empty in Okta is null, what nothing gives is absent", async () => {
  const values = await valuesOf({ profile: { ...ANN, lastName: "" } }, "update");
  expect(values.familyName).toBeNull();
  expect(values.extensions?.[ZOOMINFO]).not.toHaveProperty("ziProduct");
});

test("personal attributes cannot be set on a group, and unknown ones nowhere", async () => {
  const table = new AssignmentTable((await loadProfile("zoominfo")).mappings);
  const ann: OktaUser = { id: "00u1", status: "active", profile: ANN };
  const group: OktaGroup = { id: "00g1", name: "Staff", members: [ann] };
  expect(() => table.assignGroup(group, { givenName: "Ann" })).toThrow("givenName is a personal attribute");
  expect(() => table.assignUser(ann, { ziSeat: 1 })).toThrow('the app profile has no attribute "ziSeat"');
});

test("groups count in the order of their priority, a changed one keeps its place when it is given", async () => {
  const table = new AssignmentTable((await loadProfile("zoominfo")).mappings);
  const ann: OktaUser = { id: "00u1", status: "active", profile: ANN };
  const [first, second] = [
    { id: "00g1", name: "One", members: [ann] },
    { id: "00g2", name: "Two", members: [ann] },
  ];
  table.assignGroup(first, { ziRole: "User" });
  table.assignGroup(second, { ziRole: "Admin" }, 1);
  expect(table.sources(ann).groups).toEqual([{ ziRole: "Admin" }, { ziRole: "User" }]);
});
