import {
  describeOutcome,
  describeRequest,
  eachApart,
  isSuccess,
  isUnassigned,
  jsonEqual,
  readBack,
  sameText,
  valueAt,
  verify,
} from "../../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, OwnUser, Reply } from "../../../../src/kit/index.ts";
import { mergeMembers } from "../../../../emulator/okta/wire/merge-members.ts";
import { verifyOthersKept } from "./patch-effect.ts";

/** A path as operations write it, and what it leads to. */
export interface PathForm {
  readonly path: string;
  /** The names that lead there in a user, the URN of an extension first. */
  readonly names: readonly string[];
  /** Two values that the target takes. */
  readonly values: readonly [Json, Json];
  /** True for what is not taken away. */
  readonly isKept?: boolean;
}

/**
 * Throws unless add, replace and remove with this path do what they say, each judged although another one failed. Skips where
 * neither a PATCH without a path nor a PUT changes the attribute: then it is not the path that is wrong.
 */
export async function verifyPathForm(t: CheckContext, user: OwnUser, form: PathForm): Promise<void> {
  const control = await changeOtherwise(t, user, form);
  if (control === undefined) return t.skip(`neither a PATCH without a path nor a PUT changes ${nameOf(form)}`);
  const [added, replaced] = form.values;
  await eachApart([
    () => verifyWritten(t, user, { ...form, op: "add", value: added, control }),
    () => verifyWritten(t, user, { ...form, op: "replace", value: replaced, control }),
    ...(form.isKept === true ? [] : [() => verifyRemoved(t, user, form)]),
  ]);
}

/** True when a PATCH with this path changes the attribute. */
export async function takesPath(t: CheckContext, user: OwnUser, { path, names, values }: PathForm): Promise<boolean> {
  const [value] = values;
  const reply = await t.patch(user.path, [{ op: "replace", path, value }]);
  return isSuccess(reply) && (await comesToShow(t, user, { names, value }));
}

/** True where the attribute can be changed without the path. */
export async function isChangeableOtherwise(t: CheckContext, user: OwnUser, form: PathForm): Promise<boolean> {
  return (await changeOtherwise(t, user, form)) !== undefined;
}

/** The same change without the path: the answer to a PATCH without any, or to a PUT, that has an effect. */
async function changeOtherwise(
  t: CheckContext,
  user: OwnUser,
  { names, values }: PathForm,
): Promise<Reply | undefined> {
  const [, value] = values;
  const nested = nest(names, value);
  const patched = await t.patch(user.path, [{ op: "replace", value: nested }]);
  if (isSuccess(patched) && (await comesToShow(t, user, { names, value }))) return patched;
  const put = await t.put(user.path, mergeMembers(await user.read(), nested));
  return isSuccess(put) && (await comesToShow(t, user, { names, value })) ? put : undefined;
}

interface Written extends PathForm {
  readonly op: "add" | "replace";
  readonly value: Json;
  /** The answer to what changed the attribute without the path. */
  readonly control: Reply;
}

async function verifyWritten(t: CheckContext, user: OwnUser, written: Written): Promise<void> {
  const { op, path, names, value, control } = written;
  const before = op === "replace" ? await readBack(t, user.path) : undefined;
  const reply = await t.patch(user.path, [{ op, path, value }]);
  const { method } = control.exchange.request;
  const other = method === "PUT" ? "a PUT changes it" : "a PATCH without a path changes it";
  const although = `${op} of ${path} is a path that the grammar allows, and ${other}`;
  verify(reply, { others: [control], although }).succeeds();
  await t.eventually(
    () => t.get(user.path),
    (read) => {
      const place = verify(read, { after: reply, others: [control] }).at(...names);
      if (typeof value === "string") place.isLike(value);
      else place.is(value);
    },
  );
  if (before !== undefined) await verifyOthersKept(t, user, { before, changed: [names.slice(0, 2).join(".")] });
}

/** A target may demand a value, or give one itself: only where a PUT without it leaves none must a remove leave none. */
async function verifyRemoved(t: CheckContext, user: OwnUser, { path, names }: PathForm): Promise<void> {
  const isGone = (found: JsonObject): boolean => isUnassigned(valueAt(found, ...names));
  const reply = await t.patch(user.path, [{ op: "remove", path }]);
  const read = await readBack(t, user.path, isGone);
  if (isSuccess(reply) && isGone(read.resource)) return;
  if (reply.status === 0 || (reply.status >= 500 && reply.status !== 501)) verify(reply).succeeds();
  const put = await t.put(user.path, mergeMembers(read.resource, nest(names, null)));
  if (!isSuccess(put) || !isGone((await readBack(t, user.path, isGone)).resource)) {
    return t.note(reply, `${describeRequest(reply)} answers ${describeOutcome(reply)} to the removal of ${path}`);
  }
  const although = "a PUT without a value takes it away";
  verify(reply, { others: [put], although }).succeeds();
  verify(read.reply, { after: reply, others: [put], although })
    .at(...names)
    .isUnassigned();
}

async function comesToShow(
  t: CheckContext,
  { path }: OwnUser,
  { names, value }: { readonly names: readonly string[]; readonly value: Json },
): Promise<boolean> {
  const isShown = (found: JsonObject): boolean => {
    const there = valueAt(found, ...names);
    return sameText(there, value) || jsonEqual(there, value);
  };
  return isShown((await readBack(t, path, isShown)).resource);
}

function nest(names: readonly string[], value: Json): JsonObject {
  const [name = "", ...inner] = names;
  return { [name]: inner.length === 0 ? value : nest(inner, value) };
}

function nameOf({ names }: PathForm): string {
  return names.join(".");
}
