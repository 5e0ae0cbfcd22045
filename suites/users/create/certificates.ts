import type { CheckContext } from "../../../src/kit/check-context.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperRequestBody, tamperResources } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import type { Json } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { CERTIFICATE } from "../words/certificate.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import type { ReadBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { isUnassigned, itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const USERS = /^\/Users(?:\/[^/]+)?$/;
/** RFC 4648 section 4; line breaks, padding and the letters of section 5 are not judged. */
const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}\s*$/;
const NOT_BASE64 = "this is no base64!";

const binary = defineCheck({
  id: "users.create.certificate",
  title: "A certificate comes back as base64 of that one certificate",
  clause: rfc("RFC7643-2.3.6-01", "RFC7643-4.1.2-11"),
  advice: "Return x509Certificates.value as base64 of one DER certificate, without PEM lines and without its chain.",
  run: async (t) => {
    const { reply, resource } = await storeCertificate(t);
    const values = itemsAt(resource, "x509Certificates").map((item) => valueAt(item, "value"));
    for (const [index, value] of values.entries()) {
      const at = `/x509Certificates/${index}/value`;
      verifyThat(typeof value === "string" && BASE64.test(value), reply, {
        reason: "A certificate comes back as something else than base64",
        expected: "a base64 text",
        actual: shown(value),
        at,
      });
      verifyThat(isOneSequence(Buffer.from(String(value), "base64")), reply, {
        reason: "A certificate comes back as something else than one DER certificate",
        expected: "one DER SEQUENCE that spans all octets",
        actual: shown(value),
        at,
      });
    }
  },
  defects: [
    {
      name: "certificate-as-pem",
      breaks: "RFC7643-2.3.6-01",
      wrap: tamperValues((value) => `-----BEGIN CERTIFICATE-----\n${String(value)}\n-----END CERTIFICATE-----`),
    },
    {
      name: "certificate-as-hexadecimal-with-colons",
      breaks: "RFC7643-2.3.6-01",
      wrap: tamperValues((value) => toHex(value).replace(/(..)(?=.)/g, "$1:")),
    },
    {
      name: "certificate-with-its-chain",
      breaks: "RFC7643-4.1.2-11",
      wrap: tamperValues((value) => {
        const octets = Buffer.from(String(value), "base64");
        return Buffer.concat([octets, octets]).toString("base64");
      }),
    },
  ],
});

const refused = defineCheck({
  id: "users.create.certificate-not-base64",
  title: "A certificate that is not base64 is not stored",
  clause: rfc("RFC7643-4.1.2-07"),
  advice: "Refuse a value of x509Certificates that is not base64 with 400 invalidValue.",
  run: async (t) => {
    await storeCertificate(t);
    const reply = await postCertificate(t, NOT_BASE64);
    if (!isSuccess(reply)) return;
    const read = await readBack(t, pathOfNew(t, reply));
    const values = itemsAt(read.resource, "x509Certificates").map((item) => valueAt(item, "value"));
    verifyThat(!values.includes(NOT_BASE64), read.reply, {
      reason: "A certificate that is not base64 is stored",
      expected: ["a 4xx status", "no such value"],
      actual: shown(NOT_BASE64),
      at: "/x509Certificates",
    });
  },
  defects: [
    {
      name: "certificates-are-not-looked-at",
      breaks: "RFC7643-4.1.2-07",
      wrap: (next) => {
        // The sound server would refuse the value: it gets another one, and the one that was sent is shown.
        const keep = showSent({ path: USERS }, (user, sent) => ({
          ...user,
          x509Certificates: sent["x509Certificates"],
        }));
        return keep(
          tamperRequestBody({ method: "POST", path: /^\/Users$/ }, (body) => ({ ...body, x509Certificates: null }))(
            next,
          ),
        );
      },
    },
  ],
});

/** What must become of binary values. */
export const createCertificateChecks: readonly Check[] = [binary, refused];

async function storeCertificate(t: CheckContext): Promise<ReadBack> {
  const definition = publishedAttribute(t, [USER_URN, "x509Certificates", "value"]);
  const isUsable = definition?.mutability === "readWrite" && ["default", "always"].includes(definition.returned);
  if (!isUsable) t.skip("x509Certificates.value is not published as readWrite and returned");
  const reply = await postCertificate(t, CERTIFICATE);
  if (!isSuccess(reply)) t.skip("the target does not take a certificate");
  const read = await readBack(t, pathOfNew(t, reply));
  const [item] = itemsAt(read.resource, "x509Certificates");
  if (isUnassigned(valueAt(item, "value"))) t.skip("the target does not keep a certificate");
  return read;
}

function postCertificate(t: CheckContext, value: string): Promise<Reply> {
  return t.post("/Users", t.make.userBody({ overrides: { x509Certificates: [{ value }] } }));
}

/** True when the octets are one DER SEQUENCE from the first to the last (X.690 section 8.1). */
function isOneSequence(octets: Buffer): boolean {
  const [tag, first = 0] = octets;
  if (tag !== 0x30) return false;
  if (first < 0x80) return octets.length === 2 + first;
  const count = first - 0x80;
  if (count < 1 || count > 4 || octets.length < 2 + count) return false;
  return octets.length === 2 + count + octets.readUIntBE(2, count);
}

function toHex(value: Json | undefined): string {
  return Buffer.from(String(value), "base64").toString("hex");
}

function tamperValues(change: (value: Json | undefined) => Json): Wrap {
  return tamperResources({ path: USERS }, (user) => {
    const items = itemsAt(user, "x509Certificates");
    const changed = items.map((item) => ({ ...item, value: change(item["value"]) }));
    return items.length === 0 ? user : { ...user, x509Certificates: changed };
  });
}
