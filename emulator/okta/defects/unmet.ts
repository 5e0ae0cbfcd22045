/** A fault that a check of the RFCs finds and that nothing in Okta fails by. */
export interface UnmetDefect {
  readonly defect: string;
  /** Id of the check or traffic rule of the RFCs that finds it. */
  readonly noticedBy: string;
  /** The request that would meet it and that Okta never sends, or why an answer does no harm there. */
  readonly why: string;
  /** Id of what warns of it on a request that Okta does send; a warning fails no feature. */
  readonly warns?: string;
}

const OWN_META = "A PUT whose `meta` is not the one that GET has just given: Okta sends it back as it came.";
const OWN_ID = "A PUT whose body has another `id` than its URL: Okta sends back the one that GET has given.";
const WITH_ID = "A PUT without `id`: Okta sends back the one that GET has given.";
const WITH_CHARSET = "A body of the type `application/scim+json` without parameters: Okta always adds `charset=utf-8`.";

/**
 * Faults for which checks of the RFCs used to say that something fails in Okta, and that Okta does not meet. A check of the
 * provider must not fail on them, and each is a row of docs/providers.md.
 */
export const UNMET_DEFECTS: readonly UnmetDefect[] = [
  {
    defect: "create-echoes-what-it-does-not-store",
    noticedBy: "users.read.state",
    why: "A POST with a `nickName`, which Okta's default mappings do not have: what they have is read again by `okta.create.profile`.",
  },
  {
    defect: "put-takes-null-for-no-change",
    noticedBy: "users.replace.unassign",
    why: "A PUT with null: how Okta sends an emptied attribute is not documented, and here it is left out.",
  },
  {
    defect: "put-takes-an-empty-array-for-no-change",
    noticedBy: "users.replace.unassign",
    why: "A PUT with an empty array for `phoneNumbers` or `addresses`: of a user Okta sends only `groups`, which is readOnly, as one.",
  },
  {
    defect: "put-refuses-null",
    noticedBy: "users.replace.unassign",
    why: "A PUT with a null that GET has not shown: a null of the server's own would come back, and `okta.link.accepted` sends it.",
  },
  { defect: "put-takes-over-created", noticedBy: "users.replace.read-only-ignored", why: OWN_META },
  { defect: "put-takes-over-the-resource-type", noticedBy: "users.replace.read-only-ignored", why: OWN_META },
  { defect: "put-refuses-read-only-attributes", noticedBy: "users.replace.read-only-ignored", why: OWN_META },
  { defect: "put-takes-the-id-of-the-body", noticedBy: "users.replace.id-ignored", why: OWN_ID },
  { defect: "put-looks-for-the-id-of-the-body", noticedBy: "users.replace.id-ignored", why: OWN_ID },
  { defect: "put-needs-the-id", noticedBy: "users.replace.without-id", why: WITH_ID },
  {
    defect: "patch-not-advertised",
    noticedBy: "users.patch.supported",
    why: "GET of `/ServiceProviderConfig`: whether an app sends PATCH is set in Okta.",
  },
  {
    defect: "required-extension-may-be-missing",
    noticedBy: "users.extension.required",
    why: "GET of `/ResourceTypes`: only apps with entitlements send it. The user is taken, and that is all that Okta sees.",
  },
  {
    defect: "patch-does-not-rename-a-group",
    noticedBy: "groups.patch.rename",
    why: "A PATCH with the path `displayName`: Okta renames a group without a path, as `okta.group-push.rename` does.",
  },
  {
    defect: "second-delete-of-a-group-answers-500",
    noticedBy: "groups.delete.gone",
    why: "A DELETE of a group that is gone: Okta sends one, and forgets the group with it.",
  },
  {
    defect: "group-delete-answers-200",
    noticedBy: "groups.delete.gone",
    why: "None: Okta deletes groups. Any 2xx is an answer to that, so nothing is known to fail.",
  },
  {
    defect: "start-index-defaults-to-zero",
    noticedBy: "query.page.starts-at-one",
    why: "A GET of a list without `startIndex`: Okta always sends one.",
  },
  { defect: "scim-content-type-is-415", noticedBy: "protocol.media-type.content-type", why: WITH_CHARSET },
  { defect: "scim-content-type-not-parsed", noticedBy: "protocol.media-type.content-type", why: WITH_CHARSET },
  {
    defect: "resources-in-lower-case",
    noticedBy: "traffic.page.spelling",
    why: "None: every list that Okta asks for shows it. An older edition of Okta's documents takes `resources` too, so nothing is known to fail.",
    warns: "traffic.page.spelling",
  },
];
