import {
  defineCheck,
  ENTERPRISE_USER_URN,
  errorResponse,
  extensionsOf,
  getIgnoreCase,
  isObject,
  isSuccess,
  on,
  pathOfNew,
  readBack,
  sameText,
  textOf,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext } from "../../src/kit/index.ts";
import { postWith } from "./words/create-with.ts";
import { enterpriseOf } from "./words/enterprise-of.ts";
import { userType } from "./words/user-type.ts";
import { verifySchemas } from "./words/verify-schemas.ts";

const CREATE = "POST /Users";

const required = defineCheck({
  id: "users.extension.required",
  title: "An extension is demanded of users exactly when /ResourceTypes says so",
  rule: "RFC7643-6-05",
  advice:
    "Set required of the extension at /ResourceTypes to what POST /Users does: true when it refuses users without it.",
  run: async (t) => {
    const extensions = userExtensions(t).filter(({ urn }) => !isInTemplate(t, urn));
    if (extensions.length === 0) t.skip("the resource type User has no extension that a user may be without");
    for (const { urn, isRequired } of extensions) {
      const plain = await t.post("/Users", t.make.userBody());
      if (isRequired && isSuccess(plain)) {
        const { reply } = await readBack(t, pathOfNew(t, plain));
        verifySchemas(reply, urn, "/ResourceTypes requires it");
      }
      if (isRequired || isSuccess(plain) || urn !== ENTERPRISE_USER_URN) continue;
      const although = `/ResourceTypes does not require ${urn}, with which a user is taken`;
      if (isSuccess(await postWith(t, enterpriseOf(t)))) verify(plain, { although }).succeeds();
    }
  },
  defects: {
    "optional-extension-is-demanded": on(CREATE, {
      body: (sent) => isObject(sent) && !(ENTERPRISE_USER_URN in sent),
    }).answer(() => errorResponse(400, "department is required.", "invalidValue")),
    "required-extension-may-be-missing": on("GET /ResourceTypes").resources((type) => ({
      ...type,
      schemaExtensions: extensionsOf(type).map((extension) => ({ ...extension, required: true })),
    })),
  },
});

/** Extensions of users in general. */
export const extensionChecks: readonly Check[] = [required];

interface UserExtension {
  readonly urn: string;
  readonly isRequired: boolean;
}

function userExtensions(t: CheckContext): readonly UserExtension[] {
  const type = userType(t);
  if (type === undefined) return t.skip("/ResourceTypes lists no type at /Users");
  return extensionsOf(type).flatMap((extension) => {
    const urn = textOf(extension, "schema");
    return urn === undefined ? [] : [{ urn, isRequired: getIgnoreCase(extension, "required") === true }];
  });
}

/** The profile says that its users need the extension: nothing can be said of users without it. */
function isInTemplate(t: CheckContext, urn: string): boolean {
  return Object.keys(t.profile.templates.user).some((name) => sameText(name, urn));
}
