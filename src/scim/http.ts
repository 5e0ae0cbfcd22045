/** A web server or client as a function: one request in, one response out. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** Media type of every SCIM message (RFC 7644 section 3.1). */
export const SCIM_MEDIA_TYPE = "application/scim+json";

/** The media type in a Content-Type header, in lower case and without its parameters; empty when there is none. */
export function mediaTypeOf(contentType: string | null): string {
  return (contentType ?? "").split(";", 1).join("").trim().toLowerCase();
}
