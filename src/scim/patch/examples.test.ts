import { describe, expect, it } from "vitest";
import { group, patchGroup, patchUser, user } from "./patch.fixture.ts";
import type { PatchOperation } from "./request.ts";

const BABS = { value: "2819c223-7f76-453a-919d-413861904646", display: "Babs Jensen" };
const JAMES = { value: "08e1d05d-121c-4561-8b96-473d93df9210", display: "James Smith" };

describe("the examples of RFC 7644 section 3.5.2.1", () => {
  const add: PatchOperation = {
    op: "add",
    path: "members",
    value: [{ ...BABS, $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" }],
  };

  it("add a member to a group", () => {
    expect(patchGroup(group([JAMES]), add)).toEqual(
      group([JAMES, { ...BABS, $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" }]),
    );
  });

  it("change nothing when the user is a member already", () => {
    const resource = group([
      { ...BABS, type: "User", $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" },
    ]);
    expect(patchGroup(resource, add)).toBe(resource);
  });

  it("add attributes without a path", () => {
    expect(
      patchUser(user({ emails: [{ value: "bjensen@example.com", type: "work" }], nickName: "Barb" }), {
        op: "add",
        value: { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" },
      }),
    ).toEqual(
      user({
        emails: [
          { value: "bjensen@example.com", type: "work" },
          { value: "babs@jensen.org", type: "home" },
        ],
        nickName: "Babs",
      }),
    );
  });
});

describe("the examples of RFC 7644 section 3.5.2.2", () => {
  it("remove a single member from a group", () => {
    const path = `members[value eq "${BABS.value}"]`;
    expect(patchGroup(group([BABS, JAMES]), { op: "remove", path })).toEqual(group([JAMES]));
    expect(patchGroup(group([BABS]), { op: "remove", path })).toEqual(group());
  });

  it("change nothing when the user was no member", () => {
    const resource = group([JAMES]);
    expect(patchGroup(resource, { op: "remove", path: `members[value eq "${BABS.value}"]` })).toBe(resource);
    const empty = group();
    expect(patchGroup(empty, { op: "remove", path: `members[value eq "${BABS.value}"]` })).toBe(empty);
  });

  it("remove all members of a group", () => {
    expect(patchGroup(group([BABS, JAMES]), { op: "remove", path: "members" })).toEqual(group());
  });

  it("remove a value from a complex multi-valued attribute", () => {
    const work = { value: "bjensen@example.com", type: "work" };
    const home = { value: "babs@example.com", type: "home" };
    const other = { value: "bjensen@example.org", type: "work" };
    const path = 'emails[type eq "work" and value ew "example.com"]';
    expect(patchUser(user({ emails: [work, home, other] }), { op: "remove", path })).toEqual(
      user({ emails: [home, other] }),
    );
    expect(patchUser(user({ emails: [work] }), { op: "remove", path })).toEqual(user());
  });

  it("remove and add a member", () => {
    expect(
      patchGroup(
        group([BABS]),
        { op: "remove", path: `members[value eq"${BABS.value}"]` },
        { op: "add", path: "members", value: [JAMES] },
      ),
    ).toEqual(group([JAMES]));
  });

  it("remove all members and add others", () => {
    expect(
      patchGroup(
        group([{ value: "1" }, { value: "2" }]),
        { op: "remove", path: "members" },
        { op: "add", path: "members", value: [BABS, JAMES] },
      ),
    ).toEqual(group([BABS, JAMES]));
  });
});

describe("the examples of RFC 7644 section 3.5.2.3", () => {
  const ADDRESS = {
    type: "work",
    streetAddress: "911 Universal City Plaza",
    locality: "Hollywood",
    region: "CA",
    postalCode: "91608",
    country: "US",
    formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
    primary: true,
  };

  it("replace all members of a group", () => {
    expect(patchGroup(group([{ value: "1" }]), { op: "replace", path: "members", value: [BABS, JAMES] })).toEqual(
      group([BABS, JAMES]),
    );
  });

  it("change the entire work address, which is the only primary one then", () => {
    expect(
      patchUser(
        user({
          addresses: [
            { type: "home", locality: "Hollywood", primary: true },
            { type: "work", locality: "Paris", streetAddress: "1 Rue X" },
          ],
        }),
        { op: "replace", path: 'addresses[type eq "work"]', value: ADDRESS },
      ),
    ).toEqual(user({ addresses: [{ type: "home", locality: "Hollywood", primary: false }, ADDRESS] }));
  });

  it("change the street of the work address", () => {
    expect(
      patchUser(user({ addresses: [ADDRESS, { type: "home", streetAddress: "456 Hollywood Blvd" }] }), {
        op: "replace",
        path: 'addresses[type eq "work"].streetAddress',
        value: "1010 Broadway Ave",
      }),
    ).toEqual(
      user({
        addresses: [
          { ...ADDRESS, streetAddress: "1010 Broadway Ave" },
          { type: "home", streetAddress: "456 Hollywood Blvd" },
        ],
      }),
    );
  });

  it("replace attributes without a path, and leave the others", () => {
    const emails = [
      { value: "bjensen@example.com", type: "work", primary: true },
      { value: "babs@jensen.org", type: "home" },
    ];
    expect(
      patchUser(user({ emails: [{ value: "old@example.com" }], title: "Guide" }), {
        op: "replace",
        value: { emails, nickname: "Babs" },
      }),
    ).toEqual(user({ emails, title: "Guide", nickName: "Babs" }));
  });
});
