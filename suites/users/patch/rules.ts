import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  isSuccess,
  isUnassigned,
  on,
  readBack,
  shown,
  valueAt,
  verify,
  withMeta,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext } from "../../../src/kit/index.ts";
import { changesRefused, ignoresPatch, patchWith, showsPatched } from "./words/patch-defects.ts";
import { verifyOthersKept, verifyStays } from "./words/patch-effect.ts";
import { keepPatched, noneOr } from "./words/patch-target.ts";

const readOnly = defineCheck({
  id: "users.patch.read-only",
  title: "An operation on a readOnly attribute fails",
  rule: "RFC7644-3.5.2-09",
  advice: "Refuse an operation that names id with 400 and scimType mutability, and never change meta.created.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    const { reply: seen, resource } = await readBack(t, user.path);
    const created = valueAt(resource, "meta", "created");
    const reply = await t.patch(user.path, [{ op: "replace", path: "id", value: `${user.id}x` }]);
    verify(reply).refuses("it replaces the id");
    await verifyStays(t, user, { path: "id", value: user.id });
    if (!isUnassigned(created)) {
      const value = "2001-01-01T00:00:00Z";
      verify(await t.patch(user.path, [{ op: "replace", path: "meta.created", value }])).doesNotCrash();
      await verifyStays(t, user, { path: "meta.created", value: created, seen });
    }
  },
  defects: {
    "patch-of-id-refused-but-carried-out": changesRefused(
      ([first]) => first?.["path"] === "id",
      (user) => ({ ...user, id: `${String(user["id"])}x` }),
    ),
    "patch-of-id-ignored": ignoresPatch(([first]) => first?.["path"] === "id"),
    "patch-of-created-crashes": on(patchWith(([first]) => first?.["path"] === "meta.created")).answer(() =>
      errorResponse(500, "Property created has only a getter."),
    ),
    "patch-changes-created": (next) =>
      showsPatched(
        (user) => withMeta(user, { created: "2001-01-01T00:00:00Z" }),
        ([first]) => first?.["path"] === "meta.created",
      )(ignoresPatch(([first]) => first?.["path"] === "meta.created")(next)),
  },
});

const wrongType = defineCheck({
  id: "users.patch.wrong-type",
  title: "A value of the wrong type is refused",
  rule: "RFC7644-3.5.2-12",
  advice: "Hold the value of an operation against the schema and refuse what does not fit with 400 invalidValue.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    const before = await readBack(t, user.path);
    const operations = [
      { op: "replace", path: "active", value: "notabool" },
      { op: "replace", path: "name", value: "x" },
    ].filter(({ path }) => !isUnassigned(valueAt(before.resource, path)));
    if (operations.length === 0) t.skip("the target shows neither active nor name");
    for (const operation of operations) {
      const reply = await t.patch(user.path, [operation]);
      verify(reply).refuses(`it replaces ${operation.path} by ${shown(operation.value)}`);
      await verifyOthersKept(t, user, { before, changed: [] });
    }
  },
  defects: {
    "patch-takes-a-text-for-active": ignoresPatch(([first]) => first?.["value"] === "notabool"),
    "patch-takes-a-text-for-name": ignoresPatch(([first]) => first?.["path"] === "name"),
    "wrong-type-refused-but-carried-out": changesRefused(
      ([first]) => first?.["value"] === "notabool",
      (user) => ({ ...user, active: "notabool" }),
    ),
    "patch-with-a-wrong-type-crashes": on("PATCH").response((r) =>
      r.ok ? r : errorResponse(500, "name.givenName of a string"),
    ),
  },
});

const uniqueness = defineCheck({
  id: "users.patch.uniqueness",
  title: "A PATCH to a userName that is taken is refused with 409",
  rule: "RFC7644-3.5.2-23",
  advice: "Answer 409 with scimType uniqueness when the new userName belongs to another user.",
  run: async (t) => {
    const taken = await t.make.user({ label: "taken" });
    const user = await t.make.user({ label: "own" });
    const { reply: seen, resource } = await readBack(t, user.path);
    const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: taken.sent.userName }]);
    const scimType = verify(reply).at("scimType");
    const isFit = reply.status === 409 || (reply.status === 400 && isFitting(scimType.value));
    if (!isFit && reply.status >= 400 && reply.status < 500) await skipWithoutRename(t);
    verify(reply).refuses("the userName is another user's", 409, 400);
    if (reply.status === 400) scimType.holds('"uniqueness" or "mutability"', isFitting);
    await verifyStays(t, user, { path: "userName", value: valueAt(resource, "userName"), seen });
  },
  defects: {
    "patch-to-a-taken-user-name-accepted": on("PATCH").response((r) =>
      r.status === 409 ? new Response(null, { status: 204 }) : r,
    ),
    "patch-to-a-taken-user-name-is-422": on("PATCH").response((r) =>
      r.status === 409 ? errorResponse(422, "userName already exists.", "uniqueness") : r,
    ),
    "patch-to-a-taken-user-name-is-invalid-syntax": on("PATCH").response((r) =>
      r.status === 409 ? errorResponse(400, "userName already exists.", "invalidSyntax") : r,
    ),
    "taken-user-name-refused-but-carried-out": changesRefused(
      ([first]) => first?.["path"] === "userName",
      (user) => ({ ...user, userName: "somebody.else@example.com" }),
    ),
    "patch-to-a-taken-user-name-crashes": on(patchWith(([first]) => first?.["path"] === "userName")).answer(() =>
      errorResponse(500, "duplicate key value violates unique constraint"),
    ),
  },
});

/** What a PATCH must not change. */
export const patchRuleChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [readOnly, wrongType, uniqueness]);

/** A target that takes no PATCH of userName refuses a taken one for that, not for its owner. */
async function skipWithoutRename(t: CheckContext): Promise<void> {
  const user = await t.make.user({ label: "before" });
  const { userName } = t.make.userBody({ label: "after" });
  const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: userName }]);
  if (!isSuccess(reply)) t.skip(`the target refuses every PATCH of userName (${describeOutcome(reply)})`);
}

/** A refusal with 400 that does not name another reason. */
const isFitting = noneOr("uniqueness", "mutability");
