import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../scim/json.ts";
import { EmailTaken } from "../resources/users/email-taken.ts";
import type { StoreOptions } from "./memory-store.ts";
import type { Store, StoredResource, StoredType } from "../ports.ts";
import { UserNameTaken } from "../resources/users/user-name-taken.ts";

/** What every implementation of a store has to do. */
export function describeStore(name: string, create: CreateStore): void {
  describe(`${name} as a store`, () => {
    describeLookups(create);
    describeUniqueness(create);
    describeWrites(create);
  });
}

type CreateStore = (options: StoreOptions) => Store;

function describeLookups(create: CreateStore): void {
  it("finds what was inserted by type and id", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "ann"));
    expect(await store.find("User", "1")).toEqual(user("1", "ann"));
    expect(await store.find("Group", "1")).toBeUndefined();
    expect(await store.find("User", "2")).toBeUndefined();
  });

  it("finds a user by userName without regard to letter case", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "Ann.Müller"));
    expect((await store.findByUserName("ANN.MÜLLER"))?.id).toBe("1");
    expect(await store.findByUserName("ann")).toBeUndefined();
  });

  it("counts differently composed letters of a userName as the same", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "re\u0301my"));
    expect((await store.findByUserName("r\u00e9my"))?.id).toBe("1");
  });

  it("finds a user by his primary e-mail only", async () => {
    const store = create({ uniqueEmail: false });
    const emails = [{ value: "home@example.com" }, { value: "Work@example.com", primary: true }];
    await store.insert(user("1", "ann", { emails }));
    expect((await store.findByEmail("work@EXAMPLE.com"))?.id).toBe("1");
    expect(await store.findByEmail("home@example.com")).toBeUndefined();
  });

  it("lists a type oldest first, whatever was changed since", async () => {
    const store = create({ uniqueEmail: false });
    for (const [id, userName] of [
      ["9", "zoe"],
      ["1", "ann"],
      ["5", "mia"],
    ] as const)
      await store.insert(user(id, userName));
    await store.update("User", "9", () => user("9", "zoey"));
    expect(await idsOf(store, "User")).toEqual(["9", "1", "5"]);
    expect(await idsOf(store, "Group")).toEqual([]);
  });

  it("finds the groups of a member and follows changes of membership", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(group("g1", ["u1", "u2"]));
    await store.insert(group("g2", ["u2"]));
    expect((await store.findGroupsOf("u2")).map(({ id }) => id)).toEqual(["g1", "g2"]);
    await store.update("Group", "g1", () => group("g1", ["u3"]));
    expect((await store.findGroupsOf("u2")).map(({ id }) => id)).toEqual(["g2"]);
    expect((await store.findGroupsOf("u3")).map(({ id }) => id)).toEqual(["g1"]);
    await store.remove("Group", "g2");
    expect(await store.findGroupsOf("u2")).toEqual([]);
  });
}

function describeUniqueness(create: CreateStore): void {
  it("refuses a userName that differs from another one in letter case only, and stores nothing", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "ann"));
    await expect(store.insert(user("2", "ANN"))).rejects.toBeInstanceOf(UserNameTaken);
    expect(await idsOf(store, "User")).toEqual(["1"]);
  });

  it("refuses to rename a user to somebody else's userName and leaves him as he was", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "ann"));
    await store.insert(user("2", "bob"));
    await expect(store.update("User", "2", () => user("2", "Ann"))).rejects.toBeInstanceOf(UserNameTaken);
    expect(await store.find("User", "2")).toEqual(user("2", "bob"));
    expect((await store.findByUserName("bob"))?.id).toBe("2");
  });

  it("lets a user change the letter case of his own userName", async () => {
    const store = create({ uniqueEmail: true });
    await store.insert(user("1", "ann", emailOf("a@example.com")));
    await store.update("User", "1", () => user("1", "Ann", emailOf("A@example.com")));
    expect((await store.findByUserName("ann"))?.attributes["userName"]).toBe("Ann");
  });

  it("frees the old userName when a user is renamed, and the last one when he is removed", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "ann"));
    await store.update("User", "1", () => user("1", "anna"));
    await store.insert(user("2", "ann"));
    expect(await store.remove("User", "1")).toBe(true);
    await store.insert(user("3", "anna"));
    expect(await idsOf(store, "User")).toEqual(["2", "3"]);
  });

  it("allows two users the same e-mail unless it has to be unique", async () => {
    const lax = create({ uniqueEmail: false });
    await lax.insert(user("1", "ann", emailOf("a@example.com")));
    await lax.insert(user("2", "bob", emailOf("a@example.com")));
    expect((await lax.findByEmail("a@example.com"))?.id).toBe("1");
    const strict = create({ uniqueEmail: true });
    await strict.insert(user("1", "ann", emailOf("a@example.com")));
    await expect(strict.insert(user("2", "bob", emailOf("A@Example.com")))).rejects.toBeInstanceOf(EmailTaken);
    expect(await strict.findByUserName("bob")).toBeUndefined();
  });
}

function describeWrites(create: CreateStore): void {
  it("loses none of many changes made at the same time", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(group("g", []));
    const add = (id: string) => (current: StoredResource) => group("g", [...memberIdsOf(current), id]);
    const ids = Array.from({ length: 50 }, (_, index) => `u${index}`);
    await Promise.all(ids.map(async (id) => store.update("Group", "g", add(id))));
    expect(memberIdsOf((await store.find("Group", "g")) ?? group("", []))).toEqual(ids);
  });

  it("changes nothing when the change throws, and passes the error on", async () => {
    const store = create({ uniqueEmail: false });
    await store.insert(user("1", "ann"));
    const failing = store.update("User", "1", () => {
      throw new RangeError("no");
    });
    await expect(failing).rejects.toBeInstanceOf(RangeError);
    expect(await store.find("User", "1")).toEqual(user("1", "ann"));
  });

  it("says that there is nothing to update or remove", async () => {
    const store = create({ uniqueEmail: false });
    expect(await store.update("User", "1", (current) => current)).toBeUndefined();
    expect(await store.remove("User", "1")).toBe(false);
  });
}

function user(id: string, userName: string, more: JsonObject = {}): StoredResource {
  return { id, type: "User", attributes: { userName, ...more }, created: 1, lastModified: 2, neverAssigned: false };
}

function group(id: string, members: readonly string[]): StoredResource {
  const attributes = { displayName: id, members: members.map((value) => ({ value, type: "User" })) };
  return { id, type: "Group", attributes, created: 1, lastModified: 2, neverAssigned: false };
}

function emailOf(value: string): JsonObject {
  return { emails: [{ value, primary: true }] };
}

function memberIdsOf({ attributes }: StoredResource): readonly string[] {
  const { members } = attributes;
  return JSON.stringify(members ?? []).match(/u\d+/g) ?? [];
}

async function idsOf(store: Store, type: StoredType): Promise<readonly string[]> {
  return (await store.list(type)).map(({ id }) => id);
}
