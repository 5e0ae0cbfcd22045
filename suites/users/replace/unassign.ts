import {
  changed,
  changePut,
  defineCheck,
  describeRequest,
  errorResponse,
  isArray,
  isObject,
  isUnassigned,
  jsonEqual,
  makeIfTaken,
  on,
  readBack,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser } from "../../../src/kit/index.ts";
import { isOptional } from "../words/is-writable.ts";
import { putBack } from "../words/put-back.ts";
import { reading } from "../words/reading.ts";

const PUT = "PUT /Users/:id";
const USER_PATH = /\/Users\/[^/]+$/;

/** Optional attributes; what a server derives from others instead is another value, and only a remark. */
const SINGLE = ["nickName", "title", "userType", "displayName", "locale", "timezone", "preferredLanguage"];
const MULTIPLE = ["phoneNumbers", "addresses"];
const FULL = {
  nickName: "Nick",
  title: "Tester",
  userType: "Employee",
  displayName: "Zi to be taken away",
  locale: "de-CH",
  timezone: "Europe/Zurich",
  preferredLanguage: "de-CH",
  phoneNumbers: [{ type: "work", value: "+1-201-555-0123" }],
  addresses: [{ type: "work", locality: "Boston", country: "US" }],
};

const unassign = defineCheck({
  id: "users.replace.unassign",
  title: "PUT with null or an empty array takes the value away",
  rule: "RFC7643-2.5-02",
  advice: "Treat null and [] in a PUT as an attribute without a value and remove the old one.",
  run: async (t) => {
    const names = [...SINGLE, ...MULTIPLE].filter((name) => isOptional(t, name));
    const user = await makeWithAny(t, names);
    // A default comes back where nothing is given: what everybody has tells nothing.
    const plain = await t.make.user({ overrides: Object.fromEntries(names.map((name) => [name, undefined])) });
    const usual = await readBack(t, plain.path);
    const before = await putBack(t, user);
    const { resource } = before;
    const kept = names.filter((name) => {
      const value = valueAt(resource, name);
      return !isUnassigned(value) && !jsonEqual(value, valueAt(usual.resource, name));
    });
    if (kept.length === 0) t.skip(`GET ${user.path} shows nothing that a PUT could take away`);
    const nothing = Object.fromEntries(kept.map((name) => [name, MULTIPLE.includes(name) ? [] : null]));
    const put = await t.put(user.path, changed(resource, nothing));
    verify(put, { although: "null and [] stand for no value" }).succeeds();
    const after = await t.eventually(reading(t, user.path), (reply) => {
      for (const name of kept) {
        const old = valueAt(resource, name);
        verify(reply, { others: [usual.reply, before.reply] })
          .at(name)
          .holds("no value", (value) => !jsonEqual(value, old));
      }
      return reply;
    });
    for (const name of kept.filter((one) => !isUnassigned(valueAt(after.body, one)))) {
      t.note(after, `${describeRequest(after)} shows another ${name} after a PUT that gave it no value`);
    }
  },
  defects: {
    "put-takes-null-for-no-change": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      ...Object.fromEntries(Object.entries(current).filter(([name]) => sent[name] === null)),
    })),
    "put-keeps-display-name-for-null": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      displayName: sent["displayName"] ?? current["displayName"],
    })),
    "put-takes-an-empty-array-for-no-change": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      ...Object.fromEntries(
        Object.entries(current).filter(([name]) => isArray(sent[name]) && isUnassigned(sent[name])),
      ),
    })),
    "put-refuses-null": on(PUT, { body: (sent) => isObject(sent) && Object.values(sent).includes(null) }).answer(() =>
      errorResponse(400, "Expected a string.", "invalidValue"),
    ),
  },
});

/** A user with all of the attributes, or with the first that the target takes alone: one is enough to take away. */
async function makeWithAny(t: CheckContext, names: readonly string[]): Promise<OwnUser> {
  const offered = Object.entries(FULL).filter(([name]) => names.includes(name));
  for (const some of [offered, ...offered.map((one) => [one])]) {
    const user = await makeIfTaken(t, { overrides: Object.fromEntries(some) });
    if (user !== undefined) return user;
  }
  return t.make.user();
}

/** How PUT /Users/{id} takes values away. */
export const replaceUnassignChecks: readonly Check[] = [unassign];
