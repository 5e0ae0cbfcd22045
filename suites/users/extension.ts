import {
  defineCheck,
  describeOutcome,
  ENTERPRISE_USER_URN,
  errorResponse,
  extensionsOf,
  getIgnoreCase,
  isObject,
  isSuccess,
  itemsAt,
  on,
  pathOfNew,
  readBack,
  sameText,
  textOf,
  USER_URN,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, JsonObject, Reply } from "../../src/kit/index.ts";
import { postWith } from "./words/create-with.ts";
import { enterpriseOf } from "./words/enterprise-of.ts";
import { readUserType } from "./words/user-type.ts";
import type { UserType } from "./words/user-type.ts";
import { verifySchemas } from "./words/verify-schemas.ts";
import { wasTaken } from "./words/was-taken.ts";

const CREATE = "POST /Users";

const required = defineCheck({
  id: "users.extension.required",
  title: "An extension is demanded of users exactly when /ResourceTypes says so",
  rule: "RFC7643-6-05",
  advice:
    "Set required of the extension at /ResourceTypes to what POST /Users does: true when it refuses users without it.",
  run: async (t) => {
    const known = await readUserType(t);
    if (known === undefined) return t.skip("/ResourceTypes lists no type at /Users");
    const extensions = userExtensions(known).filter(({ urn }) => !isInTemplate(t, urn));
    if (extensions.length === 0) t.skip("/ResourceTypes lists no extension that users of the profile are without");
    const plain = await t.post("/Users", t.make.userBody());
    const undecided = [];
    for (const extension of extensions) {
      if (!(await verifyDemand(t, { plain, ...known, ...extension }))) undecided.push(extension.urn);
    }
    if (undecided.length === extensions.length) {
      t.skip(`POST /Users answers ${describeOutcome(plain)}, which does not say whether the extension is missing`);
    }
  },
  defects: {
    "optional-extension-is-demanded": on(CREATE, {
      body: (sent) => isObject(sent) && !(ENTERPRISE_USER_URN in sent),
    }).answer(() => errorResponse(400, "department is required.", "invalidValue")),
    "required-extension-may-be-missing": requireExtensions,
    "required-attribute-of-an-extension-may-be-missing": (next) =>
      requireExtensions(requireNumber(on("/Users/:id?").resources(nameExtension)(next))),
  },
});

/** Extensions of users in general. */
export const extensionChecks: readonly Check[] = [required];

interface UserExtension {
  readonly urn: string;
  readonly isRequired: boolean;
}

function userExtensions({ type }: UserType): readonly UserExtension[] {
  return extensionsOf(type).flatMap((extension) => {
    const urn = textOf(extension, "schema");
    return urn === undefined ? [] : [{ urn, isRequired: getIgnoreCase(extension, "required") === true }];
  });
}

/** The profile says that its users need the extension: users without it cannot be judged. */
function isInTemplate(t: CheckContext, urn: string): boolean {
  return Object.keys(t.profile.templates.user).some((name) => sameText(name, urn));
}

/** What is published of an extension, and the answer to a create without it. */
interface Demand extends UserExtension, UserType {
  readonly plain: Reply;
}

/** Throws when a create without the extension ends otherwise than published; false when that cannot be told. */
async function verifyDemand(t: CheckContext, demand: Demand): Promise<boolean> {
  const { plain, urn, isRequired, published } = demand;
  if (isRequired && wasTaken(t, plain)) {
    await verifyPresent(t, demand);
    return true;
  }
  if (isSuccess(plain)) return true;
  // Refused for the extension only if a user with it is taken.
  if (urn !== ENTERPRISE_USER_URN) return false;
  const extended = await postWith(t, enterpriseOf(t));
  if (!isSuccess(extended)) return false;
  if (isRequired) return true;
  const although = `/ResourceTypes does not require ${urn}, with which a user is taken`;
  verify(plain, { although, others: [published, extended] }).succeeds();
  return true;
}

/** Throws unless a user that was made without a required extension has it all the same, with its required attributes. */
async function verifyPresent(t: CheckContext, { plain, urn, published }: Demand): Promise<void> {
  const { reply } = await readBack(t, pathOfNew(t, plain));
  verifySchemas(verify(reply, { although: "/ResourceTypes requires it", others: [published] }), urn);
  const names = requiredAttributes(t, urn);
  if (names.length === 0) return;
  const others = [published, await t.get("/Schemas")];
  const answer = verify(reply, { although: "/ResourceTypes requires the extension, and /Schemas this of it", others });
  for (const name of names) answer.at(urn, name).isAssigned();
}

function requiredAttributes(t: CheckContext, urn: string): readonly string[] {
  const schemas = (t.target.schemas ?? []).filter((schema) => sameText(valueAt(schema, "id"), urn));
  const attributes = schemas.flatMap((schema) => itemsAt(schema, "attributes"));
  return attributes
    .filter((attribute) => valueAt(attribute, "required") === true)
    .flatMap((attribute) => textOf(attribute, "name") ?? []);
}

/** A server that publishes all extensions as required. */
function requireExtensions(next: FetchHandler): FetchHandler {
  return on("GET /ResourceTypes").resources((type) => ({
    ...type,
    schemaExtensions: extensionsOf(type).map((extension) => ({ ...extension, required: true })),
  }))(next);
}

/** A server that publishes employeeNumber as required. */
function requireNumber(next: FetchHandler): FetchHandler {
  return on("GET /Schemas").resources((schema) => ({
    ...schema,
    attributes: itemsAt(schema, "attributes").map((attribute) =>
      attribute["name"] === "employeeNumber" ? { ...attribute, required: true } : attribute,
    ),
  }))(next);
}

/** The user with the extension in schemas, whether he has it or not. */
function nameExtension(user: JsonObject): JsonObject {
  return { ...user, schemas: [USER_URN, ENTERPRISE_USER_URN] };
}
