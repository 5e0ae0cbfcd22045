import { expect, test } from "vitest";
import { acme } from "../../../emulator/testing/provider.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { pathTo } from "../../scim/request-path.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import { breaksOf, breaksOfRule, featuresIn, featuresOf } from "./breaks.ts";
import { createFeatureWatch } from "./feature-watch.ts";

const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
const live = await ground.session.send({
  method: "GET",
  path: pathTo`/Users/${"1"}`,
  headers: ordinaryHeaders(undefined),
  cause: causeOf("discovery"),
});
const found = { status: 200, headers: {}, text: "", body: undefined };

test("a feature has begun when the provider itself has got through with its first request", () => {
  const watch = createFeatureWatch(acme, "plain");
  expect(live.response?.status).toBe(404);
  watch.note({ ...live, sender: "acme" });
  watch.note({ ...live, response: found });
  expect([...watch.begun()]).toEqual([]);
  watch.note({ ...live, sender: "acme", response: found });
  expect([...watch.begun()]).toEqual(["look"]);
});

test("an exchange is about features of its own sender", () => {
  expect(featuresOf({ ...live, sender: "acme" }, [acme], "plain")).toEqual(["look"]);
  expect(featuresOf(live, [acme], "plain")).toEqual([]);
});

test("what a dialect does not send is about no feature, and begins none", () => {
  const quiet = { ...acme, dialects: [{ id: "quiet", title: "without readings", sends: () => false }] as const };
  const watch = createFeatureWatch(quiet, "quiet");
  watch.note({ ...live, sender: "acme", response: found });
  expect([...watch.begun()]).toEqual([]);
  expect(featuresOf({ ...live, sender: "acme" }, [quiet], "quiet")).toEqual([]);
});

test("a check breaks features in the dialects that it names", () => {
  expect(featuresIn("quiet", { features: ["look"] })).toEqual(["look"]);
  expect(featuresIn("quiet", { features: ["look"], breaksIn: ["quiet"] })).toEqual(["look"]);
  expect(featuresIn("quiet", { features: ["look"], breaksIn: ["plain"] })).toEqual([]);
});

test("what breaks is told by provider, in its own order, and only where there is something", () => {
  const other = { ...acme, id: "other", suites: [], alsoDecidedBy: ["acme"] };
  expect(breaksOf("acme", ["look", "join"], [acme, other])).toEqual({
    acme: ["join", "look"],
    other: ["join", "look"],
  });
  expect(breaksOf("users", ["look"], [acme, other])).toEqual({});
  const features = new Map([["acme", new Map([["look", 7]])]]);
  expect(breaksOfRule({ features }, [acme, other])).toEqual({ acme: ["look"] });
  // What came after the credentials had ended says nothing.
  expect(breaksOfRule({ features }, [acme, other], 6)).toEqual({});
});
