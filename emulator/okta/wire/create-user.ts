import { mergeElements } from "./user-elements.ts";
import { coreElements, filledExtensions, nameOf, toEmails, toSchemas, withoutEmpty } from "./user-values.ts";
import type { OktaUserValues } from "./user-values.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest } from "./wire-request.ts";

/** What a create carries beside the mapped values. */
export interface CreateUserOptions {
  /** The Okta user's id, `00u` and 17 more characters. */
  readonly externalId: string;
  /** A placeholder of 8 characters: Okta sends one even where passwords are not synchronised. */
  readonly password: string;
}

/**
 * POST /Users: the members in the order in which Okta documents them. `groups` is always there and always empty; values
 * that are empty in Okta are left out.
 */
export function createUser(values: OktaUserValues, options: CreateUserOptions): WireRequest {
  const extensions = filledExtensions(values);
  const { name: _, ...core } = withoutEmpty(values.core ?? {});
  const { emails, ...lists } = mergeElements({ emails: toEmails(values) }, coreElements(values));
  const name = withoutEmpty(nameOf(values));
  return oktaRequest("POST", "/Users", {
    schemas: toSchemas(undefined, Object.keys(extensions)),
    userName: values.userName,
    ...(Object.keys(name).length > 0 && { name }),
    ...withoutEmpty({ emails, displayName: values.displayName, locale: values.locale }),
    externalId: options.externalId,
    groups: [],
    password: options.password,
    active: true,
    ...core,
    ...lists,
    ...extensions,
  });
}
