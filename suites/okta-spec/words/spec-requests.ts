import {
  describeOutcome,
  filterOf,
  isSuccess,
  pathOfNew,
  pathTo,
  quoted,
  USER_URN,
  withQuery,
} from "../../../src/kit/index.ts";
import type { CheckContext, Path, Reply, UserBody } from "../../../src/kit/index.ts";

/** On every reading of the test: it names a content type although it has no body. */
const READING: Readonly<Record<string, string>> = {
  "accept-charset": "utf-8",
  "content-type": "application/scim+json; charset=utf-8",
  accept: "application/scim+json",
  "user-agent": "OKTA SCIM Integration",
};

/** On its creates, which are plain JSON. */
const CREATING: Readonly<Record<string, string>> = {
  "content-type": "application/json",
  accept: "application/scim+json; charset=utf-8",
};

/** The first page of one, by which the test begins. */
export const PAGE_OF_ONE: Path = withQuery("/Users", { count: 1, startIndex: 1 });

/** The id of nobody that its initial script sets. */
export const NOBODY: Path = pathTo`/Users/${"010101001010101011001010101011"}`;

/** The id of nobody that its last request names. */
export const NOBODY_ELSE: Path = pathTo`/Users/${"00919288221112222"}`;

/** What it sends in place of the token. */
export const NO_TOKEN = "non-token";

/** A reading as the test sends it. */
export function specGet(t: CheckContext, path: Path | "/Groups"): Promise<Reply> {
  return t.get(path, { headers: READING });
}

/** The same with something that is no token. */
export function specGetUnknown(t: CheckContext, path: Path): Promise<Reply> {
  return t.get(path, { headers: { ...READING, authorization: NO_TOKEN }, credentials: "none" });
}

/** The query for a userName, without a page. */
export function nameQuery(userName: string): Path {
  return withQuery("/Users", { filter: filterOf`userName eq ${quoted(userName)}` });
}

/** The name of somebody who does not exist, in upper and lower case. */
export function newName(t: CheckContext): string {
  return t.make.userBody({ label: "Runscope" }).userName;
}

/** A create of the test: names in upper and lower case, and no more attributes than these. */
export interface SpecCreate {
  readonly sent: UserBody & { readonly name: { readonly givenName: string; readonly familyName: string } };
  readonly reply: Reply;
}

/** The user that the test creates. */
export async function specCreate(t: CheckContext, userName: string = newName(t)): Promise<SpecCreate> {
  const name = { givenName: "Runscope417", familyName: "Ghkmpqrst803" };
  const sent = {
    schemas: [USER_URN],
    userName,
    name,
    emails: [{ primary: true, value: userName, type: "work" }],
    displayName: `${name.givenName} ${name.familyName}`,
    active: true,
  };
  return { sent, reply: await t.post("/Users", sent, { headers: CREATING }) };
}

/** The same, for a check of what comes after it: without a new user it has nothing to judge. */
export async function madeBySpec(t: CheckContext): Promise<SpecCreate & { readonly path: Path }> {
  const made = await specCreate(t);
  if (!isSuccess(made.reply)) t.skip(`the create before it is answered with ${describeOutcome(made.reply)}`);
  return { ...made, path: pathOfNew(t, made.reply) };
}
