import { expect, test } from "vitest";
import { createUser } from "./create-user.ts";

const BESIDE = { externalId: "00u1abcdefghijklmnop", password: "1mz050nq" };

test("a create carries Okta's members in Okta's order", () => {
  const request = createUser(
    {
      userName: "test.user@okta.local",
      givenName: "Test",
      familyName: "User",
      email: "test.user@okta.local",
      emailType: "work",
      displayName: "Test User",
      locale: "en-US",
    },
    BESIDE,
  );
  expect(request.method).toBe("POST");
  expect(request.path).toBe("/Users");
  expect(request.headers["content-type"]).toBe("application/scim+json; charset=utf-8");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@okta.local",' +
      '"name":{"givenName":"Test","familyName":"User"},' +
      '"emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],"displayName":"Test User",' +
      '"locale":"en-US","externalId":"00u1abcdefghijklmnop","groups":[],"password":"1mz050nq","active":true}',
  );
});

test("an extension goes under its URN, which schemas then names", () => {
  const urn = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
  const extensions = { [urn]: { ziRole: "User", ziCreditLimit: 1000, ziProduct: ["Sales"] } };
  const request = createUser({ userName: "ann", email: "ann@b.example", extensions }, BESIDE);
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User"],' +
      '"userName":"ann","emails":[{"primary":true,"value":"ann@b.example"}],' +
      '"externalId":"00u1abcdefghijklmnop","groups":[],"password":"1mz050nq","active":true,' +
      '"urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User":{"ziRole":"User","ziCreditLimit":1000,"ziProduct":["Sales"]}}',
  );
});

test("what is empty in Okta is left out, an extension without a value altogether", () => {
  const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const values = {
    userName: "ann",
    givenName: "Ann",
    familyName: null,
    displayName: null,
    core: { title: null, name: { middleName: "B" }, nickName: "Annie" },
    extensions: { [urn]: { department: null } },
  };
  expect(JSON.stringify(createUser(values, BESIDE).body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann",' +
      '"name":{"givenName":"Ann","middleName":"B"},"externalId":"00u1abcdefghijklmnop","groups":[],' +
      '"password":"1mz050nq","active":true,"nickName":"Annie"}',
  );
});
