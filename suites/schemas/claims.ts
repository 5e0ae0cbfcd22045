import {
  defineCheck,
  errorResponse,
  filterOf,
  GROUP_URN,
  isPresent,
  isUnassigned,
  jsonEqual,
  on,
  ownText,
  publishedAttribute,
  quoted,
  readBack,
  shown,
  showSent,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Path, ReadBack, Reply } from "../../src/kit/index.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "../groups/words/group-members.ts";
import { patchWith } from "../users/patch/words/patch-defects.ts";
import { reading } from "../users/words/reading.ts";
import { citingSchemas } from "./words/citing.ts";
import { claimed, makeWith, publishes, putSecond } from "./words/claims.ts";
import type { WalkedAttribute } from "./words/walked.ts";

const USER_PATH = "/Users/:id?";
const TITLE = { path: /^\/Users/ } as const;

const immutable = defineCheck({
  id: "schemas.claims.immutable",
  title: "What /Schemas publishes as immutable is not changed once it has a value",
  rule: "RFC7643-7-13",
  advice: "Refuse another value with 400 and scimType mutability, or publish the attribute as readWrite.",
  run: async (t) => {
    let count = 0;
    for (const attribute of claimed(t, ({ definition }) => definition.mutability === "immutable")) {
      const user = await makeWith(t, attribute);
      if (user === undefined) continue;
      const before = await readBack(t, user.path);
      if (isUnassigned(valueAt(before.resource, ...attribute.place))) continue;
      const isRight = (value: Json | undefined): boolean =>
        jsonEqual(value, valueAt(before.resource, ...attribute.place));
      await verifyLeft(t, { path: user.path, before, attribute, isRight });
      count += 1;
    }
    if (isPresent(t.capabilities.groups) && isPresent(t.capabilities.patch)) count += await verifyMemberKept(t);
    if (count === 0) t.skip("/Schemas publishes nothing as immutable, or nothing of it is kept");
  },
  defects: {
    "published-as-immutable-and-patched": (next) =>
      publishes("title", { mutability: "immutable" })(
        on("PUT /Users/:id", TITLE_SENT).answer(() => errorResponse(400, "title is immutable.", "mutability"))(next),
      ),
    "published-as-immutable-and-replaced": (next) =>
      publishes("title", { mutability: "immutable" })(
        on(patchWith((operations) => operations.some(({ path }) => path === "title"))).answer(() =>
          errorResponse(400, "title is immutable.", "mutability"),
        )(next),
      ),
    "member-changes-into-another": on("PATCH /Groups/:id").sent((body) => changesMember(body)),
  },
});

const readOnly = defineCheck({
  id: "schemas.claims.read-only",
  title: "What /Schemas publishes as readOnly is not taken from a client",
  rule: "RFC7643-7-12",
  advice: "Ignore readOnly attributes in POST and PUT and refuse them in PATCH, or publish them as readWrite.",
  run: async (t) => {
    const own = ownText(t);
    const bearsOwn = (value: Json | undefined): boolean => JSON.stringify(value ?? null).includes(own);
    const attributes = claimed(t, isReadOnly).filter(({ values }) => bearsOwn(values[1]));
    if (attributes.length === 0) t.skip("/Schemas publishes no attribute of users as readOnly");
    for (const attribute of attributes) {
      const user = await t.make.user();
      const before = await readBack(t, user.path);
      // The server may change it as it likes, at any time: it only must not be what the client has sent.
      const isRight = (value: Json | undefined): boolean => !bearsOwn(value);
      await verifyLeft(t, { path: user.path, before, attribute, isRight });
    }
  },
  defects: {
    "published-as-read-only-and-replaced": publishes("title", { mutability: "readOnly" }),
    "published-as-read-only-and-patched": (next) =>
      publishes("title", { mutability: "readOnly" })(
        on("PUT /Users/:id").sent((body) => ({ ...body, title: null }))(next),
      ),
    "groups-of-a-user-are-taken-over": showSent(USER_PATH, (user, sent) =>
      isUnassigned(sent["groups"]) ? user : { ...user, groups: sent["groups"] ?? null },
    ),
  },
});

/** What is published about changing an attribute. */
export const claimChecks: readonly Check[] = [immutable, readOnly];

const TITLE_SENT = { ...TITLE, body: (body: Json) => !isUnassigned(valueAt(body, "title")) } as const;

/** id and meta are what users.replace.read-only-ignored and users.patch.read-only are about. */
function isReadOnly({
  definition: { name, mutability, returned },
}: Parameters<Parameters<typeof claimed>[1]>[0]): boolean {
  return (
    mutability === "readOnly" && ["default", "always"].includes(returned) && !["id", "meta", "schemas"].includes(name)
  );
}

interface Left {
  readonly path: Path;
  readonly before: ReadBack;
  readonly attribute: WalkedAttribute;
  readonly isRight: (value: Json | undefined) => boolean;
}

/** Throws when a PUT or a PATCH gives an attribute the value that is sent, whatever is answered. */
async function verifyLeft(t: CheckContext, { path, before, attribute, isRight }: Left): Promise<void> {
  const { definition, place, values } = attribute;
  const although = `/Schemas publishes it as ${definition.mutability}`;
  const judgeWith =
    (published: readonly Reply[]) =>
    (reply: Reply): unknown =>
      verify(reply, { although, others: [...published, before.reply] })
        .at(...place)
        .holds(`still ${shown(valueAt(before.resource, ...place))}`, isRight);
  const stays = (): Promise<unknown> =>
    citingSchemas(t, (published) => t.stays(reading(t, path), judgeWith(published)));
  await putSecond(t, path, { resource: before.resource, attribute });
  if (!isPresent(t.capabilities.patch)) return void (await stays());
  // At once, and once more after the PATCH: waiting twice would tell no more.
  await citingSchemas(t, async (published) => judgeWith(published)(await reading(t, path)()));
  await t.patch(path, [{ op: "replace", path: attribute.path, value: values[1] }]);
  await stays();
}

/** Throws when a PATCH makes another member of one; gives how many were tried. */
async function verifyMemberKept(t: CheckContext): Promise<number> {
  if (publishedAttribute(t, [GROUP_URN, "members", "value"])?.mutability !== "immutable") return 0;
  const [user, other] = await Promise.all([t.make.user(), t.make.user()]);
  const group = await makeGroupOf(t, user);
  const path = filterOf`members[value eq ${quoted(user.id)}].value`;
  await t.patch(group.path, [{ op: "replace", path, value: other.id }]);
  await t.stays(readingMembers(t, group), (reply) =>
    verifyMembersAre(reply, [user], { although: "/Schemas publishes the value of a member as immutable" }),
  );
  return 1;
}

/** The PATCH that a server carries out which gives a member another value. */
function changesMember(body: JsonObject): JsonObject {
  const text = JSON.stringify(body);
  const [, value] = /"path":"members\[value eq [^\]]*\]\.value","value":("[^"]*")/.exec(text) ?? [];
  if (value === undefined) return body;
  return { ...body, Operations: [{ op: "replace", path: "members", value: [{ value: JSON.parse(value) }] }] };
}
