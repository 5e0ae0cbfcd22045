import type { MessageOutcome } from "../../../src/engine/providers/messages.ts";
import { PHRASES } from "../provisioning/reason-phrase.ts";

interface Told extends Pick<MessageOutcome, "change" | "checks"> {
  readonly says: string;
}

/** Statuses of which more can be said than that the answer was no success. */
const TOLD: Readonly<Record<number, Told>> = {
  400: {
    says: "the server found something in the request that it does not take",
    change:
      "Take the request as Okta sends it: readOnly members (id, meta, groups) are ignored, a PATCH without a path is one on the resource, an empty array empties.",
  },
  401: {
    says: "the server did not take the credentials",
    change:
      "Give Okta a token that is valid, in the form that the server expects (with or without `Bearer `), and check the token before anything else.",
    checks: ["okta.connector.list", "okta.credentials.wrong-token"],
  },
  403: {
    says: "the server knows the credentials and does not allow the request; vendors also answer so where no seat is left",
    change: "Allow the token to do what the app needs, and say in `detail` what is not allowed and why.",
  },
  404: {
    says: "there is nothing at that URL: the id is unknown, the base URL is wrong, or the endpoint does not exist",
    change:
      "Look at the base URL of the app; keep accounts and groups under the id of their create; route every endpoint that Okta asks for.",
  },
  405: {
    says: "the endpoint does not know the method",
    change: "Route the method: Okta sends GET, POST and PUT, and PATCH to users and groups.",
  },
  406: {
    says: "the HTTP stack of the server does not take Okta's Accept header",
    change: "Let Accept: application/scim+json pass, and ignore Accept-Charset.",
    checks: ["okta.headers.accept"],
  },
  409: {
    says: "there is one already that has a value which only one may have, for example the user name",
    change:
      "Let the query that comes before the create find what is there, also in other letters of the name and when it is inactive: Okta then links it instead of creating it. An e-mail that somebody else has is no conflict unless the product says so.",
    checks: [
      "okta.match.found",
      "okta.match.letter-case",
      "okta.match.inactive",
      "okta.rename.taken",
      "okta.group-push.match",
      "okta.group-replace.members",
    ],
  },
  413: {
    says: "the body was longer than the server takes",
    change: "Take bodies of a few hundred members: Okta pushes up to 256 in a request.",
    checks: ["okta.group-membership.many"],
  },
  415: {
    says: "the server does not take the type of the body",
    change: "Take Content-Type: application/scim+json; charset=utf-8 as JSON, whatever its parameters.",
    checks: ["okta.headers.content-type"],
  },
  422: {
    says: "the server understood the request and found a value that it does not take",
    change: "Answer 400 with a SCIM error that names the attribute, and take what Okta sends by default.",
  },
  429: {
    says: "the server was asked more often than it allows, also after Okta had waited several times",
    change: "Send Retry-After with a number of seconds, and allow the bursts of a first assignment.",
  },
  500: {
    says: "the server crashed on the request",
    change: "Look at the server's log for the request; answer what is wrong in a request with 400 and a detail.",
  },
  501: {
    says: "the server does not implement the method there. Okta does not fall back to another one",
    change: "Implement it, or set the app up so that Okta does not use it (PUT instead of PATCH).",
  },
  502: {
    says: "a proxy got no usable answer from the server",
    change: "Look at the proxy and at the log of the server behind it. Okta does not try again by itself.",
  },
  503: {
    says: "the server, or a proxy, turned the request away for now",
    change: "Look at the server's load, and retry the failed tasks in Okta: it does not try again by itself.",
  },
  504: { says: "a proxy waited too long for the server", change: "Answer sooner; do slow work after the answer." },
};

/** What Okta shows in place of a status. */
export const STATUS_OUTCOMES: readonly MessageOutcome[] = [
  ...Object.entries(PHRASES).map(([status, phrase]) => toOutcome(Number(status), phrase)),
  {
    pattern: "HTTP {status}",
    standing: "inferred",
    answered: "a status that has no name of its own: a proxy or a cloud service stands in front of the server.",
    change: "Look for who answers so; the text of the answer often names it.",
  },
];

function toOutcome(status: number, phrase: string): MessageOutcome {
  const told = TOLD[status];
  const isMoved = status < 400;
  const standing = [401, 403, 409, 400].includes(status) ? "observed" : "inferred";
  const says = told?.says ?? (isMoved ? "it sent Okta elsewhere, where Okta does not go" : "it refused the request");
  const change =
    told?.change ??
    (isMoved ? "Give Okta the URL that answers by itself." : "Look at the server's log for the request.");
  return {
    pattern: phrase,
    standing,
    answered: `${status} (${phrase}): ${says}.`,
    change,
    ...(told?.checks === undefined ? {} : { checks: told.checks }),
  };
}
