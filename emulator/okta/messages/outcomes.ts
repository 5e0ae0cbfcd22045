import type { MessageOutcome } from "../../../src/engine/providers/messages.ts";

/** What Okta says of an answer that it could not go on with, beside statuses. */
export const OUTCOMES: readonly MessageOutcome[] = [
  {
    pattern: "Matching user not found",
    standing: "documented",
    answered:
      "404 to GET /Users/{id}: the id that Okta has stored is nobody's any more. Where Create Users is off in the app, it is said of somebody whom the match query did not find.",
    change:
      "Keep accounts under the id of their create, also when they are inactive. For this one person, unassign and assign again, so that Okta looks the account up by name; or turn Create Users on.",
    checks: ["okta.deactivate.readable", "okta.create.answer", "okta.reactivate.same-id", "okta.match.found"],
    of: ["link", "update", "profile", "provisioning", "deactivate", "reactivate"],
  },
  {
    pattern: "Multiple users found by userName. Expected 0 or 1 results but was [{number}]",
    standing: "documented",
    answered: "200 and a list with more than one user: the filter was not applied, or not to the whole name.",
    change: "Apply `userName eq` to the whole name, and let no two users have one name, whatever its letter case.",
    checks: ["okta.match.single", "okta.match.none", "okta.duplicate.status", "okta.rename.taken"],
    of: ["match"],
  },
  {
    pattern: "Multiple groups found by displayName. Expected 0 or 1 results but was [{number}]",
    standing: "inferred",
    answered: "200 and a list with more than one group: the filter was not applied, or not to the whole name.",
    change: "Apply `displayName eq` to the whole name.",
    checks: ["okta.group-push.match"],
    of: ["group-create"],
  },
  {
    pattern: "Create new user returned empty user",
    standing: "documented",
    answered: "a success without a body, or with null, to POST /Users: Okta has no id to go on with.",
    change: "Answer POST /Users with 201 and the created user, its id included.",
    checks: ["okta.create.answer"],
    of: ["create"],
  },
  {
    pattern: "No results for users returned",
    standing: "documented",
    answered:
      "200, but no list: an empty body, null, a bare array, or an object without Resources. Some targets also show it while they have no user at all.",
    change: "Answer with a ListResponse object whose Resources is an array; make one user where there is none yet.",
    checks: ["okta.connector.list"],
    of: ["connector"],
  },
  {
    pattern: "failed due to delay in reactivating remote User. Rescheduling provision job",
    standing: "observed",
    answered: "a success to the reactivation, but with active: false in the user that it showed.",
    change: "Store active: true before the request is answered, and answer with the user as it is then.",
    checks: ["okta.reactivate.answer", "okta.reactivate.patch", "okta.reactivate.put"],
    of: ["reactivate"],
  },
  {
    pattern: "Invalid JSON",
    standing: "observed",
    answered:
      "something that is no JSON object: a page in HTML (`Unexpected character ('<'`), plain text (`Unrecognized token`), nothing at all (`No content to map`), or an array. Proxies, login pages and error pages of frameworks answer so.",
    change:
      "Answer every SCIM request in JSON, errors too, and look for a proxy or a login page in front of the server.",
    checks: [
      "okta.errors.unknown-user",
      "okta.errors.refused-create",
      "okta.duplicate.detail",
      "okta.errors.unknown-patch",
    ],
  },
  {
    pattern: "the remote server returned a resource without an id",
    standing: "inferred",
    answered: "a success, but the resource has no id, or one that is no text.",
    change: "Give every resource an id, as a JSON text, in the answer to a create and in lists.",
    checks: ["okta.create.answer", "okta.match.found", "okta.group-push.create"],
    of: ["create", "match", "group-create"],
  },
  {
    pattern: "the remote server returned nothing",
    standing: "inferred",
    answered: "a success without a body where Okta needs one.",
    change: "Answer with the resource, or with the list that was asked for.",
    of: ["match", "link", "update", "import", "group-update", "group-create", "deactivate", "reactivate"],
  },
  {
    pattern: "the remote server returned no group",
    standing: "inferred",
    answered: "a success without a body to POST /Groups: Okta has no id to go on with.",
    change: "Answer POST /Groups with 201 and the created group, its id included.",
    checks: ["okta.group-push.create"],
    of: ["group-create"],
  },
  {
    pattern: "no reason given",
    standing: "observed",
    answered:
      'a list in which totalResults, startIndex or itemsPerPage is a text such as "1". Okta itself stops there without a word.',
    change: "Write the counters of every list as JSON numbers.",
    checks: ["okta.connector.integers"],
    of: ["match", "import", "group-create"],
  },
  {
    pattern: "the import has no end",
    standing: "inferred",
    answered: "the same page again and again, with a totalResults that is never reached.",
    change: "Page by startIndex and count, and answer an empty Resources past the end.",
    checks: ["okta.import.past-end", "okta.import.every-user-once"],
    of: ["import"],
  },
  {
    pattern: "Connect timed out",
    standing: "documented",
    answered: "nothing: Okta could not even connect.",
    change: "Let Okta's addresses through the firewall, and look at the base URL of the app: host, port and https.",
    checks: ["okta.connector.list"],
  },
  {
    pattern: "no answer within {time}",
    standing: "inferred",
    answered: "nothing in time: Okta waits for a minute.",
    change: "Answer sooner; do slow work after the answer.",
  },
  ...[
    "connection refused",
    "the host name cannot be resolved",
    "the TLS connection failed",
    "no answer in time",
    "the connection was closed before an answer came",
    "the answer is not valid HTTP",
    "an answer whose status is none",
    "the request failed",
    "no answer",
  ].map((pattern) => ({
    pattern,
    standing: "inferred" as const,
    answered: "nothing that is HTTP: the connection could not be made, or it ended before an answer came.",
    change:
      "Look at the base URL of the app, at the certificate, and at what stands in front of the server; then at its log for a crash.",
  })),
];

/** What only the emulation says, as it is more careful than Okta with what is not its own. */
export const EMULATED_OUTCOMES: readonly MessageOutcome[] = [
  {
    pattern: "which was not made by this run. Okta would link",
    standing: "inferred",
    answered: "a user or group that this run did not make. Okta would write to it; the emulation does not.",
    change: "Nothing, where the name is really taken. Else look at the filter: it must find the exact name only.",
    checks: ["okta.match.none", "okta.match.single", "okta.group-push.match"],
    of: ["match", "group-create"],
  },
  {
    pattern: "which is not what was sent. Okta would store that id; here nothing more is sent",
    standing: "inferred",
    answered: "a success to a create that shows another resource than the one which was sent.",
    change: "Answer a create with the resource that it made.",
    checks: ["okta.create.answer", "okta.group-push.create"],
    of: ["create", "group-create"],
  },
  {
    pattern: "was not sent, since nothing shows that",
    standing: "inferred",
    answered: "to an earlier GET something that does not show the resource which the run had made.",
    change: "Let GET of a resource answer 200 with what was stored, under the id of the create.",
    checks: ["okta.create.answer", "okta.group-push.create"],
    of: ["provisioning", "group-mapping"],
  },
  {
    pattern: "was not sent: it names no resource that a URL can hold",
    standing: "inferred",
    answered: "an id that no URL can hold.",
    change: "Use ids of letters, digits, hyphens and the like.",
    checks: ["okta.create.answer", "okta.group-push.create"],
    of: ["provisioning", "group-mapping"],
  },
  {
    pattern: "so it is not sent any more",
    standing: "inferred",
    answered: "nothing, three times: the connection ended without an answer.",
    change: "Find out what ends the connection: a crash of the server, or a proxy that refuses the method.",
    checks: ["okta.deactivate.patch", "okta.group-push.rename"],
    of: ["provisioning", "group-mapping"],
  },
  {
    pattern: "is not known at the target: push it first",
    standing: "inferred",
    answered: "nothing: the first push of the group had failed, so that there was nothing to send it to.",
    change: "Look at the error of the first push.",
    checks: ["okta.group-push.create"],
    of: ["group-create"],
  },
];
