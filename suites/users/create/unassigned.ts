import {
  idOf,
  canFind,
  defineCheck,
  errorResponse,
  filterOf,
  isObject,
  isPresent,
  isUnassigned,
  jsonEqual,
  makeIfTaken,
  named,
  on,
  pathOfNew,
  quoted,
  readBack,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  Expected,
  FetchHandler,
  Json,
  JsonObject,
  OwnUser,
  ReadBack,
} from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { isOptional } from "../words/is-writable.ts";

const CREATE = "POST /Users";

/** Optional attributes that hardly any server derives from others. */
const SINGLE = ["nickName", "title", "userType"] as const;
const MULTIPLE = ["phoneNumbers", "addresses", "ims"] as const;

const unassigned = defineCheck({
  id: "users.create.unassigned",
  title: "null and an empty array in POST /Users mean the same as leaving the attribute out",
  rule: "RFC7643-2.5-01",
  advice: "Treat null and [] in a request as an attribute that is not there; do not refuse them and do not store them.",
  run: async (t) => {
    const single = SINGLE.find((name) => isOptional(t, name));
    const multiple = MULTIPLE.find((name) => isOptional(t, name));
    if (single === undefined || multiple === undefined) {
      return t.skip(
        "/Schemas does not publish writable, optional attributes of both kinds, single-valued and multi-valued",
      );
    }
    const plain = await t.make.user({ overrides: { [single]: undefined, [multiple]: undefined } });
    const reply = await postWith(t, { [single]: null, [multiple]: [] });
    const although = `it only gives ${single} as null and ${multiple} as []`;
    verify(reply, { although, others: [plain.reply] }).succeeds();
    const bare = await readBack(t, plain.path);
    const nulled = await readBack(t, pathOfNew(t, reply));
    for (const name of [single, multiple]) {
      const leftOut = valueAt(bare.resource, name);
      const found = verify(nulled.reply, { although: "null or [] was sent", others: [bare.reply] }).at(name);
      if (isUnassigned(leftOut)) found.isUnassigned();
      else if (jsonEqual(found.value, leftOut) || !(await isDerived(t, name, leftOut))) found.is(leftOut);
      else found.isAssigned();
    }
    if (isUnassigned(valueAt(nulled.resource, single))) await verifyNotPresent(t, single, { plain, nulled });
  },
  defects: {
    "null-is-refused": on(CREATE, { body: (sent) => isObject(sent) && Object.values(sent).includes(null) }).answer(() =>
      errorResponse(400, "Expected a string.", "invalidValue"),
    ),
    "null-is-stored-as-text": on(CREATE).sent((body) => mapMembers(body, (value) => (value === null ? "null" : value))),
    "null-turns-a-default-off": on(CREATE).sent((body) => ({ nickName: "Nobody", ...body })),
    "null-counts-as-present": countNull,
    "empty-array-becomes-an-empty-value": on(CREATE).sent((body) =>
      mapMembers(body, (value, name) => (name === "phoneNumbers" && jsonEqual(value, []) ? [{ value: "" }] : value)),
    ),
  },
});

/** What POST /Users must take for no value. */
export const createUnassignedChecks: readonly Check[] = [unassigned];

/** True where each user who is made without the attribute is given another value, as one that follows from the userName. */
async function isDerived(t: CheckContext, name: string, leftOut: Json): Promise<boolean> {
  const another = await t.make.user({ overrides: { [name]: undefined } });
  const value = valueAt(await another.read(), name);
  return !isUnassigned(value) && !jsonEqual(value, leftOut);
}

/** A user who was made without the attribute, and one who was made with null. */
interface Valueless {
  readonly plain: OwnUser;
  readonly nulled: ReadBack;
}

/**
 * Throws when a filter finds the attribute present in the user with null. Whether `pr` works at all is seen on one who has a value, and
 * on the one without it.
 */
async function verifyNotPresent(
  t: CheckContext,
  name: (typeof SINGLE)[number],
  { plain, nulled }: Valueless,
): Promise<void> {
  const userName = valueAt(nulled.resource, "userName");
  if (!isPresent(t.capabilities.filter) || typeof userName !== "string" || !userName.includes(t.runId)) return;
  const other = await makeIfTaken(t, { overrides: { [name]: "Somebody" } });
  if (other === undefined) return;
  const tells = async (user: OwnUser, expected: Expected): Promise<boolean> =>
    canFind(t, filterOf`${named(user)} and ${name} pr`, expected);
  if (!(await tells(other, { finds: [other] })) || !(await tells(plain, { misses: [plain] }))) return;
  await t.stays(
    () => t.query("/Users", filterOf`userName eq ${quoted(userName)} and ${name} pr`),
    (reply) =>
      verify(reply, { others: [nulled.reply] })
        .at("Resources", (item) => idOf(item) === idOf(nulled.resource))
        .holds(`nobody, as ${name} has no value`, (found) => found === undefined),
  );
}

/** A server whose filters find null present. */
function countNull(next: FetchHandler): FetchHandler {
  const names = new Set<unknown>();
  const note = on(CREATE).sent((body) => {
    if (Object.values(body).includes(null)) names.add(body["userName"]);
    return body;
  });
  const find = on("GET /Users").url((url) => {
    const filter = url.searchParams.get("filter") ?? "";
    const [, name] = /^userName eq "(.*)" and \w+ pr$/.exec(filter) ?? [];
    if (names.has(name)) url.searchParams.set("filter", filter.replace(/ and \w+ pr$/, ""));
  });
  return find(note(next));
}

function mapMembers(body: JsonObject, change: (value: Json | undefined, name: string) => Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value, name)]));
}
