import { expect, test } from "vitest";
import { toTransportFailure } from "./transport-failure.ts";

function tlsError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ["ERR_SSL_WRONG_VERSION_NUMBER", "SSL routines:tls_validate_record_header:wrong version number"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "SSL routines:tls_get_more_records:packet length too long"],
  ["EPROTO", "write EPROTO 00:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:"],
])("%s from a server of plain HTTP is told as such", (code, message) => {
  expect(toTransportFailure(tlsError(code, message))).toEqual({
    kind: "tls",
    message: `the TLS connection failed (${code}): the server does not speak TLS`,
  });
});

test("a certificate that is not trusted says nothing of plain HTTP", () => {
  expect(toTransportFailure(tlsError("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"))).toEqual({
    kind: "tls",
    message: "the TLS connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)",
  });
});
