import {
  breaking,
  defineCheck,
  describeRequest,
  isObject,
  isUnassigned,
  itemsAt,
  on,
  pathOfNew,
  publishedAttribute,
  readBack,
  showSent,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply, Wrap } from "../../../src/kit/index.ts";
import { CERTIFICATE } from "../words/certificate.ts";
import { createWith, postWith } from "../words/create-with.ts";
import type { Overrides } from "../words/create-with.ts";
import { tamperItems } from "../words/tamper-items.ts";
import { wasTaken } from "../words/was-taken.ts";

/** RFC 4648 section 4; line breaks, padding and the letters of section 5 are not judged. */
const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}\s*$/;
const NOT_BASE64 = "this is no base64!";

const showSentCertificates = showSent("/Users/:id?", (user, sent) => ({
  ...user,
  x509Certificates: sent["x509Certificates"],
}));
const storeNone = on("POST /Users").sent((body) => ({ ...body, x509Certificates: null }));

const binary = defineCheck({
  id: "users.create.certificate",
  title: "A certificate comes back as base64 of that one certificate",
  rule: ["RFC7643-2.3.6-01", "RFC7643-4.1.2-11"],
  advice: "Return x509Certificates.value as base64 of one DER certificate, without PEM lines and without its chain.",
  run: async (t) => {
    const reply = await storeCertificate(t);
    const items = verify(reply).at("x509Certificates").items();
    for (const [index, item] of items.entries()) {
      if (!isObject(item.value)) continue;
      const place = ["x509Certificates", index, "value"] as const;
      const text = verify(reply, { rule: "RFC7643-2.3.6-01" }).at(...place);
      text.holds("a base64 text", isBase64);
      const octets = verify(reply, { rule: "RFC7643-4.1.2-11" }).at(...place);
      octets.holds("one DER SEQUENCE that spans all octets", (value) => isOneSequence(toOctets(value)));
      if (text.value !== CERTIFICATE)
        t.note(reply, `${describeRequest(reply)} shows a certificate otherwise than it was sent`);
    }
  },
  defects: {
    "certificate-as-pem": breaking(
      "RFC7643-2.3.6-01",
      tamperValues((value) => `-----BEGIN CERTIFICATE-----\n${String(value)}\n-----END CERTIFICATE-----`),
    ),
    "certificate-as-hexadecimal-with-colons": breaking(
      "RFC7643-2.3.6-01",
      tamperValues((value) =>
        toOctets(value)
          .toString("hex")
          .replace(/(..)(?=.)/g, "$1:"),
      ),
    ),
    "certificate-with-its-chain": breaking(
      "RFC7643-4.1.2-11",
      tamperValues((value) => Buffer.concat([toOctets(value), toOctets(value)]).toString("base64")),
    ),
  },
});

const refused = defineCheck({
  id: "users.create.certificate-not-base64",
  title: "A certificate that is not base64 is not stored",
  rule: "RFC7643-4.1.2-07",
  advice: "Refuse a value of x509Certificates that is not base64 with 400 invalidValue.",
  run: async (t) => {
    await storeCertificate(t);
    const created = await postWith(t, toCertificates(NOT_BASE64));
    if (!wasTaken(t, created)) return;
    const { reply } = await readBack(t, pathOfNew(t, created));
    verify(reply)
      .at("x509Certificates", (item) => valueAt(item, "value") === NOT_BASE64, "value")
      .is(undefined);
  },
  defects: {
    // The sound server would refuse the value: it gets none, and the one that was sent is shown.
    "certificates-are-not-looked-at": (next) => showSentCertificates(storeNone(next)),
  },
});

/** What must become of binary values. */
export const createCertificateChecks: readonly Check[] = [binary, refused];

/** A new user as GET shows it, with a certificate. */
async function storeCertificate(t: CheckContext): Promise<Reply> {
  const definition = publishedAttribute(t, [USER_URN, "x509Certificates", "value"]);
  const isUsable = definition?.mutability === "readWrite" && ["default", "always"].includes(definition.returned);
  if (!isUsable) t.skip("/Schemas does not publish x509Certificates.value as readWrite and returned by default");
  const { reply, resource } = await createWith(t, toCertificates(CERTIFICATE));
  const [item] = itemsAt(resource, "x509Certificates");
  if (isUnassigned(valueAt(item, "value"))) t.skip(`${describeRequest(reply)} shows no certificate`);
  return reply;
}

function toCertificates(value: string): Overrides {
  return { x509Certificates: [{ value }] };
}

/** PEM lines are letters and hyphens too. */
function isBase64(value: Json | undefined): boolean {
  return typeof value === "string" && BASE64.test(value) && !value.includes("-----");
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

function toOctets(value: Json | undefined): Buffer {
  return Buffer.from(String(value), "base64");
}

function tamperValues(change: (value: Json | undefined) => Json): Wrap {
  return tamperItems("x509Certificates", (item) => ({ ...item, value: change(item["value"]) }));
}
