import { describe, expect, test } from "vitest";
import { exchange, finding } from "../../../../reports/sample-parts.test.ts";
import type { Mismatch } from "../../../exchange/violation.ts";
import type { Json } from "../../../scim/json.ts";
import type { ReferenceAnswer } from "../../run.ts";
import { contrastOf } from "./contrast.ts";
import type { ContrastRow } from "./contrast.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

interface Case {
  readonly url?: string;
  readonly method?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly mismatch: Mismatch;
  readonly reference: Partial<ReferenceAnswer>;
}

function contrast(given: Case): readonly ContrastRow[] {
  const { url = "https://h.example/Users/1", method = "GET", status = 200, headers = {}, body, mismatch } = given;
  const deciding = exchange(1, { method, url }, { status, headers, body });
  const reference = { status: 200, headers: {}, body: undefined, ...given.reference };
  return contrastOf(finding("users.a", { verdict: "fail", mismatch, decisive: 1 }), deciding, reference);
}

const AT_ACTIVE: Mismatch = { expected: ["false"], actual: "true", at: "/active" };

describe("members of the body", () => {
  test("ids, times, URLs and wordings differ by nature; what the finding is about stands first", () => {
    const rows = contrast({
      body: { id: "1", title: "x", active: true, meta: { lastModified: "now" }, detail: "a" },
      mismatch: AT_ACTIVE,
      reference: { body: { id: "2", title: "y", active: false, meta: { lastModified: "then" }, detail: "b" } },
    });
    expect(rows).toEqual([
      { at: "/active", reference: "false", found: "true" },
      { at: "/title", reference: '"y"', found: '"x"' },
    ]);
  });

  test("a server may show more than another, and spell names as it likes", () => {
    const rows = contrast({
      body: { Active: true, nickName: "x", groups: [] },
      mismatch: { ...AT_ACTIVE, at: "/Active" },
      reference: { body: { active: false } },
    });
    expect(rows).toEqual([{ at: "/Active", reference: "false", found: "true" }]);
  });

  test("values go by what they are, in any order", () => {
    const rows = contrast({
      body: { emails: [{ value: "b" }, { value: "a", primary: true }], active: true },
      mismatch: AT_ACTIVE,
      reference: {
        body: {
          emails: [
            { value: "A", primary: true },
            { value: "b", type: "work" },
          ],
          active: false,
        },
      },
    });
    expect(rows.map(({ at }) => at)).toEqual(["/active", "/emails/1/value"]);
  });

  test("nothing is shown where the very place is the same: the reference server cannot show the fault", () => {
    const reference = { body: { active: true, title: "other" } };
    expect(contrast({ body: { active: true, title: "x" }, mismatch: AT_ACTIVE, reference })).toEqual([]);
  });

  test("a masked value is no difference", () => {
    const reference = { body: { active: "secret" } };
    expect(contrast({ body: { active: "***" }, mismatch: AT_ACTIVE, reference })).toEqual([]);
    expect(contrast({ body: { active: true, title: "***" }, mismatch: AT_ACTIVE, reference })).toHaveLength(1);
  });
});

test("nothing is said of a resource that is masked, nor where one takes what the other refuses", () => {
  const masked = { id: "***", masked: "a resource that this run did not make" };
  const mismatch: Mismatch = { expected: ["an array"], actual: "{}", at: "/items" };
  expect(contrast({ body: { items: masked }, mismatch, reference: { body: { items: { name: "a" } } } })).toEqual([]);
  const reference = { status: 501, body: { active: false } };
  expect(contrast({ body: { active: true }, mismatch: AT_ACTIVE, reference })).toEqual([]);
  expect(contrast({ body: { active: true }, mismatch: AT_ACTIVE, reference: { ...reference, status: 404 } })).toEqual(
    [],
  );
});

test("two short arrays are shown as they are", () => {
  const rows = contrast({
    body: { emails: [{ value: "a", primary: true }, { value: "b" }] },
    mismatch: { expected: ["just b"], actual: "[...]", at: "/emails" },
    reference: { body: { emails: [{ value: "b" }] } },
  });
  expect(rows).toEqual([
    { at: "/emails", reference: '[{"value":"b"}]', found: '[{"value":"a","primary":true},{"value":"b"}]' },
  ]);
});

describe("lists", () => {
  const one = { schemas: [LIST], totalResults: 1, Resources: [{ id: "1", userName: "ann" }] };
  const three = {
    schemas: [LIST],
    totalResults: 3,
    Resources: [
      { id: "1", userName: "ann" },
      { id: "2", userName: "bob" },
      { id: "3", userName: "cid" },
    ],
  };
  const mismatch: Mismatch = { expected: ["1 resource"], actual: "[...]", at: "/Resources" };

  test("with a filter show what they hold by number and name", () => {
    const url = "https://h.example/Users?filter=userName%20eq%20%22ann%22";
    expect(contrast({ url, body: three, mismatch, reference: { body: one } })).toEqual([
      { at: "/Resources", reference: "1 resource: ann", found: "3 resources: ann, bob, ..." },
      { at: "/totalResults", reference: "1", found: "3" },
    ]);
  });

  test("without a filter hang on what is there, so that nothing is said of it", () => {
    const url = "https://h.example/Users?startIndex=1&count=2";
    for (const at of ["/totalResults", "/Resources/0/id", "/itemsPerPage"])
      expect(contrast({ url, body: three, mismatch: { ...mismatch, at }, reference: { body: one } })).toEqual([]);
  });

  test("that are no ListResponse are told even then", () => {
    const url = "https://h.example/Groups";
    const reference = { body: { schemas: [LIST], totalResults: 0 } };
    const bare = contrast({ url, body: [], mismatch: { ...mismatch, at: "" }, reference });
    expect(bare).toEqual([{ at: "", reference: `{"schemas":["${LIST}"],"totalResults":0}`, found: "[]" }]);
    const nameless = contrast({ url, body: { totalResults: 3 }, mismatch: { ...mismatch, at: "/schemas" }, reference });
    expect(nameless).toEqual([{ at: "/schemas", reference: `["${LIST}"]`, found: null }]);
  });
});

describe("statuses", () => {
  const refused: Mismatch = { expected: ["status 201"], actual: "status 400 (no)", at: null };

  test("of two kinds show both answers whole", () => {
    const rows = contrast({
      status: 400,
      body: { detail: "no" },
      mismatch: refused,
      reference: { status: 201, body: { userName: "ann" } },
    });
    expect(rows).toEqual([
      { at: "status", reference: "201", found: "400" },
      { at: "", reference: '{"userName":"ann"}', found: '{"detail":"no"}' },
    ]);
  });

  test("of one kind show the members that differ", () => {
    const rows = contrast({
      status: 400,
      body: { status: "400", detail: "taken" },
      mismatch: { ...refused, expected: ["status 409"], actual: "status 400 (taken)" },
      reference: { status: 409, body: { status: "409", scimType: "uniqueness", detail: "exists" } },
    });
    expect(rows).toEqual([
      { at: "status", reference: "409", found: "400" },
      { at: "/status", reference: '"409"', found: '"400"' },
      { at: "/scimType", reference: '"uniqueness"', found: null },
    ]);
  });

  test("that the check does not expect either say nothing", () => {
    expect(contrast({ status: 400, mismatch: refused, reference: { status: 409 } })).toEqual([]);
    expect(contrast({ status: 400, mismatch: refused, reference: { status: 400 } })).toEqual([]);
    const anyRefusal = { expected: ["a 4xx status"], actual: "status 200", at: null };
    expect(contrast({ mismatch: anyRefusal, reference: { status: 201 } })).toEqual([]);
    expect(contrast({ mismatch: anyRefusal, reference: { status: 404 } })).toHaveLength(1);
  });
});

test("a header that is missing or of another type is told, another URL in it is none", () => {
  const mismatch: Mismatch = { expected: ["a Location header"], actual: "nothing", at: null };
  const reference = { headers: { "content-type": "application/scim+json", location: "https://h.example/Users/1" } };
  expect(contrast({ headers: { "content-type": "text/html; charset=utf-8" }, mismatch, reference })).toEqual([
    { at: "content-type", reference: "application/scim+json", found: "text/html; charset=utf-8" },
    { at: "location", reference: "https://h.example/Users/1", found: null },
  ]);
  const headers = { "content-type": "application/scim+json;charset=utf-8", location: "/Users/1" };
  expect(contrast({ headers, mismatch, reference })).toEqual([]);
});
