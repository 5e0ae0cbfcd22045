import type { RemoteWord } from "../../../src/engine/providers/messages.ts";

/** What servers say in the detail of an error, by the words that tell one subject from another. */
export const REMOTE_WORDS: readonly RemoteWord[] = [
  {
    any: ["password"],
    says: "It is about the password: Okta sends a random placeholder with every create, even where passwords are not synchronised.",
    checks: ["okta.create.placeholder-password"],
  },
  {
    any: ["seat", "licence", "license", "quota", "subscription", "subscribed"],
    says: "It is about seats or licences: assign the right product, free a seat or buy one, then retry the failed tasks in Okta.",
    checks: [],
  },
  {
    any: ["already", "exists", "taken", "in use", "duplicate", "uniqueness", "unique"],
    says: "It says that there is one already: the query before the create should have found it, also in other letters and when inactive.",
    checks: ["okta.match.found", "okta.match.letter-case", "okta.match.inactive", "okta.group-push.match"],
  },
  {
    any: ["readonly", "read-only", "read only", "mutability", "immutable"],
    says: "It is about an attribute that clients cannot change: what Okta sends of id, meta and groups is to be ignored, not refused.",
    checks: ["okta.link.accepted", "okta.create.empty-groups", "okta.group-push.rename", "okta.group-replace.members"],
  },
  {
    any: ["path", "notarget"],
    says: "It is about the path of a PATCH: Okta sends active and the name of a group without one.",
    checks: ["okta.deactivate.patch", "okta.reactivate.patch", "okta.group-push.rename"],
  },
  {
    any: ["externalid"],
    says: "It is about externalId: with a user it is Okta's id of the person, and groups come without one.",
    checks: ["okta.create.external-id", "okta.group-push.create"],
  },
  {
    any: ["member", "members"],
    says: "It is about members of a group: Okta sends value and display, which may be null, and no type.",
    checks: ["okta.group-membership.add", "okta.group-membership.null-display", "okta.group-membership.remove"],
  },
  {
    any: ["token", "credentials", "authorization", "expired"],
    says: "It is about the credentials: look at the token in Okta's app and at its end.",
    checks: ["okta.credentials.wrong-token"],
  },
  {
    any: ["filter"],
    says: "It is about a filter: Okta asks for userName eq and displayName eq, nothing else.",
    checks: ["okta.match.found", "okta.group-push.match"],
  },
  {
    any: ["schema", "schemas", "urn:", "extension"],
    says: "It is about schemas: what a server does not know it should ignore, and an extension that it needs must be mapped in Okta.",
    checks: ["okta.create.answer"],
  },
  {
    any: ["invalid json", "unexpected character", "unrecognized token"],
    says: "It is Okta's own: the answer was no JSON. A page in HTML comes from a proxy, a login or the framework.",
    checks: ["okta.errors.unknown-user", "okta.errors.refused-create"],
  },
];
