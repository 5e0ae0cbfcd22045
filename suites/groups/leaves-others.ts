import {
  breaking,
  defineCheck,
  defineFamily,
  describeRequest,
  instantAt,
  isSuccess,
  on,
  ownText,
  readBack,
  valueAt,
  verify,
  withMeta,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made, Reply, ReadBack } from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { changeOperations } from "./words/change-operations.ts";

/** A server may keep seconds only. */
const PAUSES_MS: readonly number[] = [20, 1100];

const others = defineCheck({
  id: "groups.patch.leaves-external-id",
  title: "A PATCH that renames a group leaves its externalId alone",
  rule: "RFC7644-3.5.2.3-01",
  advice:
    "Change only what the operations of a PATCH name: an externalId that is lost makes a client create the group again.",
  run: async (t) => {
    const externalId = ownText(t);
    const group = await t.make.group({ overrides: { externalId } });
    const before = await readBack(t, group.path);
    if (valueAt(before.resource, "externalId") !== externalId) t.skip("the target keeps no externalId of a group");
    const reply = await rename(t, group, "renamed");
    const although = "it named only displayName";
    await t.eventually(reading(t, group.path), (read) =>
      verify(read, { after: reply, although, others: [before.reply] })
        .at("externalId")
        .is(externalId),
    );
  },
  defects: {
    "group-patch-loses-the-external-id": changeOperations((operation) => [
      operation,
      { op: "remove", path: "externalId" },
    ]),
  },
});

const dates = defineCheck({
  id: "groups.patch.dates",
  title: "A change of a group moves its meta.lastModified forward and leaves meta.created alone",
  rule: ["RFC7643-3.1-16", "RFC7643-3.1-18"],
  advice:
    "Set meta.lastModified of a group to now with each change of it, and meta.created once and for all at the create.",
  run: async (t) => {
    const group = await t.make.group();
    const before = await readBack(t, group.path);
    if (instantAt(before.resource, "created") === undefined || instantAt(before.resource, "lastModified") === undefined)
      t.skip(`${describeRequest(before.reply)} does not show both meta.created and meta.lastModified`);
    let after = before;
    for (const [round, pause] of PAUSES_MS.entries()) {
      await t.pause(pause);
      await rename(t, group, `round-${round}`);
      after = await readBack(t, group.path);
      if (isLater(after, before)) break;
    }
    const answer = { others: [before.reply] };
    verify(after.reply, { ...answer, rule: "RFC7643-3.1-16" })
      .at("meta", "created")
      .holds(
        "the time of the create",
        () => instantAt(after.resource, "created") === instantAt(before.resource, "created"),
      );
    const modified = valueAt(before.resource, "meta", "lastModified");
    verify(after.reply, { ...answer, rule: "RFC7643-3.1-18" })
      .at("meta", "lastModified")
      .holds(`a later time than ${JSON.stringify(modified)}`, () => isLater(after, before));
  },
  defects: {
    "group-keeps-its-first-last-modified": breaking(
      "RFC7643-3.1-18",
      on("/Groups/:id?").resources((group) => withMeta(group, { lastModified: valueAt(group, "meta", "created") })),
    ),
    "group-is-created-with-each-change": breaking(
      "RFC7643-3.1-16",
      on("/Groups/:id?").resources((group) => withMeta(group, { created: valueAt(group, "meta", "lastModified") })),
    ),
  },
});

/** What a PATCH of a group must leave alone, and what it must bring up to date. */
export const leavesOthersChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupPatch"] }, [others, dates]);

/** Renames a group; a skip where the target does not, which is told by groups.patch.rename. */
async function rename(t: CheckContext, group: Made<GroupBody>, label: string): Promise<Reply> {
  const value = { displayName: `${group.sent.displayName}-${label}` };
  const reply = await t.patch(group.path, [{ op: "replace", value }]);
  return isSuccess(reply) ? reply : t.skip("the target does not rename a group by PATCH; see groups.patch.rename");
}

function isLater({ resource }: ReadBack, before: ReadBack): boolean {
  const [now, then] = [instantAt(resource, "lastModified"), instantAt(before.resource, "lastModified")];
  return now !== undefined && then !== undefined && now > then;
}
