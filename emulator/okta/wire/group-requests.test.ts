import { expect, test } from "vitest";
import { changeMembers, renameGroup, replaceMembers } from "./patch-group.ts";
import { createGroup, deleteGroup, replaceGroup } from "./write-group.ts";

const ANN = { value: "23a35c27", display: "ann@okta.local" };
const BOB = { value: "b7c2", display: null };

test("a group is created with name and members and without an externalId", () => {
  const request = createGroup({ displayName: "Test SCIMv2", members: [] });
  expect(request.path).toBe("/Groups");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Test SCIMv2","members":[]}',
  );
});

test("a whole group carries its id and members of value and display", () => {
  const request = replaceGroup("abf4dd94", { displayName: "Test SCIMv2", members: [ANN, BOB] });
  expect(request.method).toBe("PUT");
  expect(request.path).toBe("/Groups/abf4dd94");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"abf4dd94","displayName":"Test SCIMv2",' +
      '"members":[{"value":"23a35c27","display":"ann@okta.local"},{"value":"b7c2","display":null}]}',
  );
});

test("a rename is a replace without a path that repeats the id", () => {
  expect(JSON.stringify(renameGroup("abf4dd94", "New name").body)).toBe(
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],' +
      '"Operations":[{"op":"replace","value":{"id":"abf4dd94","displayName":"New name"}}]}',
  );
});

test("those who leave go first, each by an operation of its own, then all who join in one", () => {
  const request = changeMembers("abf4dd94", { remove: ["x1", 'x"2'], add: [ANN, BOB] });
  expect(request.method).toBe("PATCH");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' +
      '{"op":"remove","path":"members[value eq \\"x1\\"]"},{"op":"remove","path":"members[value eq \\"x\\\\\\"2\\"]"},' +
      '{"op":"add","path":"members","value":[{"value":"23a35c27","display":"ann@okta.local"},{"value":"b7c2","display":null}]}]}',
  );
});

test("a push of an empty group replaces the members by an empty list", () => {
  expect(JSON.stringify(replaceMembers("abf4dd94", []).body)).toBe(
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],' +
      '"Operations":[{"op":"replace","path":"members","value":[]}]}',
  );
});

test("a delete has no body and still names a content type, as Okta's documentation shows it", () => {
  expect(deleteGroup("abf4dd94")).toEqual({
    method: "DELETE",
    path: "/Groups/abf4dd94",
    headers: {
      "user-agent": "Okta SCIM Client 1.0.0",
      accept: "application/scim+json",
      "accept-charset": "utf-8",
      "accept-encoding": "gzip,deflate",
      "content-type": "application/scim+json; charset=utf-8",
    },
    sender: "okta",
  });
});
