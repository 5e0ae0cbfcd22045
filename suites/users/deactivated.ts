import {
  changed,
  defineCheck,
  defineFamily,
  describeOutcome,
  isObject,
  isSuccess,
  on,
  readBack,
  rewriteWrite,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser, Reply } from "../../src/kit/index.ts";
import { reading } from "./words/reading.ts";

const PATCH = "PATCH /Users/:id";

const byPatch = defineCheck({
  id: "users.patch.inactive-stays",
  title: "A PATCH of another attribute leaves a deactivated user inactive",
  rule: "RFC7644-3.5.2.3-01",
  needs: ["patch"],
  advice: "Change only what the operations of a PATCH name; who was deactivated stays so until active is set to true.",
  run: async (t) => {
    const user = await makeInactive(t);
    const reply = await t.patch(user.path, [{ op: "replace", value: { displayName: `Zi off ${t.runId}` } }]);
    await verifyStaysInactive(t, user, { reply, although: "it named only displayName" });
  },
  defects: {
    "any-patch-reactivates": on(PATCH).sent((body) =>
      isObject(body) && !JSON.stringify(body).includes("active") ? { ...body, Operations: reactivating(body) } : body,
    ),
  },
});

const byPut = defineCheck({
  id: "users.replace.inactive-stays",
  title: "A PUT that says active false leaves a deactivated user inactive",
  rule: "RFC7644-3.5.1-01",
  advice: "Store the active of a PUT as it was sent, whatever it was before; do not take a PUT for a way back.",
  run: async (t) => {
    const user = await makeInactive(t);
    const { resource } = await readBack(t, user.path);
    const reply = await t.put(user.path, changed(resource, { displayName: `Zi off ${t.runId}` }));
    await verifyStaysInactive(t, user, { reply, although: "it was sent with active false" });
  },
  defects: {
    "put-to-a-deactivated-user-reactivates": rewriteWrite("PUT /Users/:id", (body, current) =>
      current["active"] === false ? { ...body, active: true } : body,
    ),
  },
});

/** What becomes of a user who is switched off. */
export const deactivatedChecks: readonly Check[] = defineFamily({}, [byPatch, byPut]);

/** A user whom GET shows with active false; a skip where the target has none. */
async function makeInactive(t: CheckContext): Promise<OwnUser> {
  const user = await t.make.user();
  const { resource } = await readBack(t, user.path);
  const off = await t.put(user.path, changed(resource, { active: false }));
  const isOff = ({ body }: Reply): boolean => valueAt(body, "active") === false;
  const shown = await t.settle(() => t.get(user.path), isOff);
  return isOff(shown) ? user : t.skip(`a PUT with active false deactivates nobody: ${describeOutcome(off)}`);
}

interface Write {
  readonly reply: Reply;
  readonly although: string;
}

/** Throws when the user is active again after a write. A server may refuse to change who is switched off. */
async function verifyStaysInactive(t: CheckContext, { path }: OwnUser, { reply, although }: Write): Promise<void> {
  if (!isSuccess(reply)) t.skip(`the target does not change a deactivated user: ${describeOutcome(reply)}`);
  await t.stays(reading(t, path), (read) => {
    verify(read, { after: reply, although })
      .at("active")
      .holds("still false", (found) => found === false);
  });
}

function reactivating(body: JsonObject): readonly JsonObject[] {
  const operations = body["Operations"];
  return [...(Array.isArray(operations) ? operations : []), { op: "replace", path: "active", value: true }];
}
