import type { JsonObject } from "./json.ts";
import { ERROR_URN } from "./urns.ts";

/** Keyword that details an error of status 400 or 409 (RFC 7644 table 9). */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers"
  | "sensitive";

/** What may accompany a {@link ScimError}. */
export interface ScimErrorOptions {
  readonly scimType?: ScimType;
  readonly cause?: unknown;
}

/** What a service provider answers when it refuses a request (RFC 7644 section 3.12). */
export class ScimError extends Error {
  override readonly name: string = "ScimError";
  /** HTTP status code. */
  readonly status: number;
  readonly scimType: ScimType | undefined;
  /** One sentence for the administrator of the client, who sees it verbatim. */
  readonly detail: string;

  constructor(status: number, detail: string, options: ScimErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.scimType = options.scimType;
    this.detail = detail;
  }
}

/** A value that does not fit: 400 invalidValue. */
export function invalidValue(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: "invalidValue" });
}

/** The body of the error response; `status` is a string, as RFC 7644 section 3.12 requires. */
export function toErrorBody(error: ScimError): JsonObject {
  return {
    schemas: [ERROR_URN],
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.detail,
    status: String(error.status),
  };
}
