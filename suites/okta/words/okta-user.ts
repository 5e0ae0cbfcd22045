import {
  describeOutcome,
  getIgnoreCase,
  isObject,
  isSuccess,
  itemsAt,
  lackHint,
  SetUpFailure,
  without,
} from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, Reply, UserBody } from "../../../src/kit/index.ts";
import { createUser } from "../../../emulator/okta/wire/create-user.ts";
import type { OktaUserValues } from "../../../emulator/okta/wire/user-values.ts";
import type { WireRequest } from "../../../emulator/okta/wire/wire-request.ts";
import { send, sendChanged } from "./send.ts";

/** A password of the kind that Okta sends with a create even where passwords are not synchronised: 8 random characters. */
export const PLACEHOLDER_PASSWORD = "qT4wZ9bk";

/** Members of a create that Okta adds by itself or that have a field of their own in the mapped values. */
const NOT_EXTRA = [
  "schemas",
  "username",
  "name",
  "emails",
  "displayname",
  "locale",
  "externalid",
  "groups",
  "password",
];

/** What Okta's mappings would give for the person whom a template body describes: only attributes that the profile maps. */
export function toOktaValues(body: UserBody): OktaUserValues {
  const { givenName, familyName, ...restOfName } = objectAt(body, "name");
  const { value: email, type: emailType } = primaryEmail(body) ?? {};
  const extras = Object.entries(body).filter(([key]) => ![...NOT_EXTRA, "active"].includes(key.toLowerCase()));
  const core = Object.fromEntries(extras.filter(([key]) => !isUrn(key)));
  const named = Object.keys(restOfName).length === 0 ? {} : { name: restOfName };
  return {
    userName: body.userName,
    ...texts({ givenName, familyName, email, emailType, displayName: body["displayName"], locale: body["locale"] }),
    core: { ...named, ...core },
    extensions: Object.fromEntries(
      extras.flatMap(([key, value]) => (isUrn(key) && isObject(value) ? [[key, value]] : [])),
    ),
  };
}

/** The user id in Okta that goes with a template body; the body's own externalId where it has one. */
export function oktaIdOf(body: UserBody): string {
  const own = body["externalId"];
  if (typeof own === "string") return own;
  // Of the whole name: with a long domain all users have the same end, and some targets take no externalId twice.
  return `00u${toLetters(body.userName, 17)}`;
}

/** So many letters and digits that stand for a text as a whole. */
function toLetters(text: string, length: number): string {
  const most = 36n ** BigInt(length);
  let sum = 1n;
  for (const letter of text) sum = (sum * 131n + BigInt(letter.codePointAt(0) ?? 0)) % most;
  return sum.toString(36).padStart(length, "0");
}

/** The create that Okta would send for the person whom a template body describes. */
export function newUser(body: UserBody): WireRequest {
  return createUser(toOktaValues(body), { externalId: oktaIdOf(body), password: PLACEHOLDER_PASSWORD });
}

/**
 * Sends the create that Okta would send for the person whom a template body describes. A target that refuses it for the
 * placeholder password, and for nothing else, is sent the create without: `okta.create.placeholder-password` reports that.
 */
export async function pushNewUser(t: CheckContext, body: UserBody): Promise<Reply> {
  const request = newUser(body);
  const reply = await send(t, request);
  if (![400, 403, 422].includes(reply.status)) return reply;
  // What the target publishes as required and the profile does not map says nothing of Okta's create.
  const hint = lackHint(reply.exchange);
  if (hint !== undefined)
    throw new SetUpFailure(`POST /Users as Okta sends it answers ${describeOutcome(reply)}; ${hint}`);
  const again = await sendChanged(t, { ...request, body: without(request.body ?? {}, "password") });
  return again.status === reply.status ? reply : again;
}

/** Skips the check when the target refuses a plain create too: it refused the other one for no reason of its own. */
export async function skipUnlessTaken(t: CheckContext): Promise<void> {
  const reply = await pushNewUser(t, t.make.userBody({ label: "plain" }));
  if (!isSuccess(reply)) t.skip("the target refuses a plain create too; see okta.create.answer");
}

/** The e-mail that Okta reads: the one marked as primary, or the only one. */
export function primaryEmail(user: JsonObject): JsonObject | undefined {
  const entries = itemsAt(user, "emails");
  return entries.find((entry) => getIgnoreCase(entry, "primary") === true) ?? entries[0];
}

/** A sub-object of a user, read without regard to letter case; empty when it is not there. */
export function objectAt(user: JsonObject, name: string): JsonObject {
  const value = getIgnoreCase(user, name);
  return isObject(value) ? value : {};
}

function isUrn(name: string): boolean {
  return name.toLowerCase().startsWith("urn:");
}

/** The members that are texts. */
function texts<Name extends string>(values: Readonly<Record<Name, Json | undefined>>): Partial<Record<Name, string>> {
  const result: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(values)) {
    if (!isKey(values, name)) continue;
    const value = values[name];
    if (typeof value === "string") result[name] = value;
  }
  return result;
}

function isKey<Name extends string>(values: Readonly<Record<Name, unknown>>, name: string): name is Name {
  return Object.hasOwn(values, name);
}
