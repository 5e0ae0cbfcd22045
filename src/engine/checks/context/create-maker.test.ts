import { describe, expect, test } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { createMaker } from "./create-maker.ts";
import type { TrackingMaker } from "./create-maker.ts";
import type { Reply } from "../../../exchange/reply.ts";

const profile = await loadProfile("zoominfo");

function makeWith(answers: { readonly post: Partial<Reply>; readonly get?: (path: string) => Partial<Reply> }): {
  maker: TrackingMaker;
} {
  const exchange = { request: { method: "POST", path: "/Users", body: {} }, response: null, target: undefined };
  const full = (reply: Partial<Reply>): Reply =>
    ({
      exchange,
      status: 200,
      failure: undefined,
      text: "",
      body: undefined,
      header: () => undefined,
      ...reply,
    }) as unknown as Reply;
  const maker = createMaker({
    runId: "abcd2345",
    seed: 1,
    scope: "users.create.status",
    profile,
    post: () => Promise.resolve(full(answers.post)),
    get: (path) => Promise.resolve(full(answers.get?.(path) ?? { status: 404 })),
    isOwn: (_, id) => id !== "ceo",
    settle: (read) => read(),
    appear: () => Promise.resolve(),
  });
  return { maker };
}

const created = (id: string): Partial<Reply> => ({ status: 201, body: { id } });

describe("the maker", () => {
  test("fills the profile's template with names that carry the run's id", () => {
    const body = makeWith({ post: created("1") }).maker.userBody({ label: "ann" });
    expect(body.userName).toMatch(/^zsc-abcd2345-[0-9a-f]{6}-ann@example\.com$/);
    expect(body["urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User"]).toMatchObject({ ziProduct: ["Sales"] });
  });

  test("names two people of one check apart, and the same in the next run but for its id", () => {
    const { maker } = makeWith({ post: created("1") });
    const again = makeWith({ post: created("1") }).maker;
    const [one, two] = [maker.userBody(), maker.userBody()];
    expect(one.userName).not.toBe(two.userName);
    expect(again.userBody()).toEqual(one);
  });

  test("replaces top-level members and takes away those that are undefined", () => {
    const overrides = { active: false, name: undefined };
    const body: JsonObject = makeWith({ post: created("1") }).maker.userBody({ overrides });
    expect(body["active"]).toBe(false);
    expect(Object.keys(body)).not.toContain("name");
  });

  test.each([
    [{ status: 400, body: { detail: "no seat" } }, "POST /Users answers 400 (no seat)"],
    [{ status: 201, body: {} }, "POST /Users answers 201 without an id"],
    [created("ceo"), "POST /Users answers with another resource"],
    [{ status: 0, failure: "no answer within 10 s" }, "POST /Users answers nothing (no answer within 10 s)"],
  ])("ends the check without a verdict when the target does not make a user: %j", async (post, message) => {
    await expect(makeWith({ post }).maker.user()).rejects.toMatchObject({
      name: "SetUpFailure",
      message: expect.stringContaining(message),
    });
  });

  test("takes the id from Location when the answer has no body", async () => {
    const header = (name: string): string | undefined => (name === "location" ? "https://h/Users/a%20b" : undefined);
    const user = await makeWith({ post: { status: 201, header } }).maker.user();
    expect([user.id, user.path]).toEqual(["a b", "/Users/a%20b"]);
  });

  test("makes an unknown id of the same form as a real one", async () => {
    const { maker } = makeWith({ post: created("2819c223-7f76-453a-919d-413861904646") });
    const id = await maker.unknownUserId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(id).not.toBe("2819c223-7f76-453a-919d-413861904646");
  });

  test("never takes a short id that is somebody's", async () => {
    const taken = new Set<string>();
    const get = (path: string): Partial<Reply> => {
      const id = path.slice("/Users/".length);
      if (taken.size >= 3) return { status: 404 };
      taken.add(id);
      return { status: 200, body: { id } };
    };
    const { maker } = makeWith({ post: created("1042"), get });
    const id = await maker.unknownUserId();
    expect(id).toMatch(/^\d+$/);
    expect(taken.has(id)).toBe(false);
  });

  test.each([
    ["answers with a user, be its id written otherwise", { status: 200, body: { id: "42" } }],
    ["keeps it from the reader", { status: 403 }],
  ])("gives up rather than write to somebody's id, when the target %s for every one", async (_, answer) => {
    const { maker } = makeWith({ post: created("a-1042"), get: () => answer });
    await expect(maker.unknownUserId()).rejects.toMatchObject({ name: "SetUpFailure" });
  });
});
