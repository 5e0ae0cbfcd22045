import type { IdentityProvider, SentRequest } from "../../src/engine/identity-provider.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";

/** What provisioning consists of for an Okta admin, told apart by the requests that `wire/` builds. */
export const OKTA_FEATURES: IdentityProvider["features"] = [
  {
    id: "create",
    title: "Create Users",
    // The match query decides between a create and a link.
    isAbout: (request) => isCreate(request) || (isAt("GET", USERS, request) && isFiltered(request)),
    first: { text: "POST /Users", is: isCreate },
  },
  {
    id: "update",
    title: "Update User Attributes",
    // A link and a profile push are a GET and a PUT, or a PATCH. What switches a user off is about deactivation.
    isAbout: (request) => isAt("GET", USER, request) || isUpdate(request) || isPatchWithout("active", request),
    first: { text: "PUT or PATCH /Users/{id}", is: (request) => isUpdate(request) || isProfilePatch(request) },
  },
  {
    id: "deactivate",
    title: "Deactivate Users",
    isAbout: (request) =>
      isDeactivation(request) || (isAt("PATCH", USER, request) && !isPatchWithout("active", request)),
    first: { text: "PATCH or PUT of active: false", is: isDeactivation },
  },
  {
    id: "import",
    title: "Import Users",
    // The connector test reads the first two users of the same list.
    isAbout: (request) => isImport(request) || (isAt("GET", GROUPS, request) && !isFiltered(request)),
    first: { text: "GET /Users", is: isImport },
  },
  {
    id: "group-push",
    title: "Push Groups",
    isAbout: (request) => request.path.startsWith("/Groups") && !(isAt("GET", GROUPS, request) && !isFiltered(request)),
    first: { text: "POST /Groups", is: (request) => isAt("POST", GROUPS, request) },
  },
];

const USERS = /^\/Users(?:\?|$)/;
const USER = /^\/Users\/[^/?]+$/;
const GROUPS = /^\/Groups(?:\?|$)/;

function isAt(method: string, path: RegExp, request: SentRequest): boolean {
  return request.method === method && path.test(request.path);
}

function isFiltered({ path }: SentRequest): boolean {
  return /[?&]filter=/.test(path);
}

function isCreate(request: SentRequest): boolean {
  return isAt("POST", USERS, request);
}

function isImport(request: SentRequest): boolean {
  return isAt("GET", USERS, request) && !isFiltered(request);
}

function isUpdate(request: SentRequest): boolean {
  return isAt("PUT", USER, request) && !isDeactivation(request);
}

/** `active: false`, as the one value of a catalogue app's PATCH, or in the representation that a PUT sends back. */
function isDeactivation(request: SentRequest): boolean {
  if (isAt("PUT", USER, request)) return isOff(request.body);
  return isAt("PATCH", USER, request) && operationsOf(request).some((operation) => isOff(operation["value"]));
}

/** A PATCH of what a profile holds, and not of a password. */
function isProfilePatch(request: SentRequest): boolean {
  return isPatchWithout("active", request) && isPatchWithout("password", request);
}

function isPatchWithout(name: string, request: SentRequest): boolean {
  const operations = isAt("PATCH", USER, request) ? operationsOf(request) : [];
  const isOfIt = ({ value }: JsonObject): boolean => isObject(value) && getIgnoreCase(value, name) !== undefined;
  return operations.length > 0 && !operations.some(isOfIt);
}

function operationsOf({ body }: SentRequest): readonly JsonObject[] {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

function isOff(value: SentRequest["body"]): boolean {
  return isObject(value) && getIgnoreCase(value, "active") === false;
}
