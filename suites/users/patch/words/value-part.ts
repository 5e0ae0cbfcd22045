import {
  changed,
  filterOf,
  isSuccess,
  isUnassigned,
  itemsAt,
  makeIfTaken,
  mayOffer,
  publishedAttribute,
  readBack,
  sameText,
  USER_URN,
  valueAt,
  verify,
} from "../../../../src/kit/index.ts";
import type { CheckContext, Filter, Json, OwnUser, Reply } from "../../../../src/kit/index.ts";
import { isCrash } from "../../../protocol/words/is-crash.ts";
import { readPatched } from "./patch-effect.ts";
import { patchUser } from "./patch-target.ts";
import { takesNoFilter, valueFor } from "./patch-values.ts";

/** A part of the one value of type work that a user has. */
export interface ValuePart {
  readonly user: OwnUser;
  readonly attribute: "emails" | "addresses";
  readonly part: "value" | "locality";
  /** `emails[type eq "work"].value`. */
  readonly path: Filter;
  /** As GET shows it. */
  readonly text: string;
}

/** A user with one e-mail address and one address, both of type work, and those parts of them that GET shows and that may be changed. */
export async function keepParts(t: CheckContext): Promise<readonly ValuePart[]> {
  const address = valueFor(t, "addresses", "work");
  const isOffered = mayOffer(t, [USER_URN, "addresses", "locality"]) && address !== undefined;
  const overrides = isOffered ? { addresses: [address] } : {};
  const user = (await makeIfTaken(t, { label: "one", overrides })) ?? (await t.make.user());
  const { resource } = await readBack(t, user.path);
  const parts = [
    { user, attribute: "emails", part: "value", path: filterOf`emails[type eq "work"].value` },
    { user, attribute: "addresses", part: "locality", path: filterOf`addresses[type eq "work"].locality` },
  ] as const;
  return parts.flatMap((one) => {
    const [only, ...others] = itemsAt(resource, one.attribute);
    const text = valueAt(only, one.part);
    const mutability = publishedAttribute(t, [USER_URN, one.attribute])?.mutability ?? "readWrite";
    const isUsable = mutability === "readWrite" && others.length === 0 && sameText(valueAt(only, "type"), "work");
    return isUsable && typeof text === "string" && text !== "" ? [{ ...one, text }] : [];
  });
}

/** What a PATCH asks of a part; a remove when there is no value. */
export interface PartChange {
  readonly op: "add" | "replace" | "remove";
  readonly value?: string;
  /** True where a target that does not know such paths is not judged. */
  readonly mayRefuse: boolean;
}

/**
 * Throws unless the PATCH changes the part. False, with nothing judged, where a PUT does not change it either: a target may give
 * users their addresses itself.
 */
export async function verifyPart(t: CheckContext, kept: ValuePart, change: PartChange): Promise<boolean> {
  const { user, attribute, part, path } = kept;
  const { op, value } = change;
  const reply = await patchUser(t, user, [{ op, path, ...(value === undefined ? {} : { value }) }]);
  if (change.mayRefuse && takesNoFilter(reply)) return false;
  const read = await t.settle(
    () => readPatched(t, user),
    (found) => isChanged(kept, found, value),
  );
  if (isSuccess(reply) && isChanged(kept, read, value)) return true;
  if (isCrash(reply)) verify(reply).succeeds();
  const put = await changeByPut(t, kept, value);
  if (put === undefined) return false;
  const options = { others: [put], although: "a PUT changes it" };
  verify(reply, options).succeeds();
  const place = verify(read, { after: reply, ...options }).at(attribute, () => true, part);
  if (value === undefined) place.isUnassigned();
  else place.isLike(value);
  return true;
}

function isChanged({ attribute, part }: ValuePart, { body }: Reply, value: string | undefined): boolean {
  const found: Json | undefined = valueAt(itemsAt(body, attribute)[0], part);
  return value === undefined ? isUnassigned(found) : sameText(found, value);
}

/** The answer to a PUT that changes the part; undefined where it has no effect. */
async function changeByPut(t: CheckContext, kept: ValuePart, value: string | undefined): Promise<Reply | undefined> {
  const { user, attribute, part } = kept;
  const current = await user.read();
  const [only = {}] = itemsAt(current, attribute);
  const list = [changed({ type: "work", ...only }, { [part]: value ?? null })];
  const put = await t.put(user.path, changed(current, { [attribute]: list }));
  if (!isSuccess(put)) return undefined;
  const read = await t.settle(
    () => readPatched(t, user),
    (found) => isChanged(kept, found, value),
  );
  return isChanged(kept, read, value) ? put : undefined;
}
