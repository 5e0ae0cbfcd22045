import { isSuccess, valueAt, verify } from "../../../../src/kit/index.ts";
import { readGroup } from "../../../../emulator/okta/wire/read-resource.ts";
import { replaceGroup } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers } from "../../words/group-members.ts";
import { send } from "../../words/send.ts";
import type { GroupChange, ShownGroup } from "./many-members.ts";
import type { Pushed, Walker } from "./walker.ts";

/** The whole group by PUT, as apps of the wizard send it: the members under the name that it has, and once more under another one. */
export async function replaceWhole(
  { t, judge }: Walker,
  { id, first, name }: Pushed,
  { staying, joining }: GroupChange,
): Promise<ShownGroup> {
  const members = [staying, joining];
  const own = await send(t, replaceGroup(id, { displayName: first, members }));
  await judge("okta.group-replace.members", () => verify(own).succeeds());
  const renamed = await send(t, replaceGroup(id, { displayName: name, members }));
  if (isSuccess(own)) await judge("okta.group-replace.name", () => verify(renamed).succeeds());
  const group = await t.settle(
    () => send(t, readGroup(id)),
    ({ body }) => valueAt(body, "displayName") === name,
  );
  return { group, members: await askForMembers(t, id, group) };
}
