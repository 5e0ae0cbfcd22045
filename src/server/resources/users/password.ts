import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

// A salted SHA-256 keeps passwords out of the store in clear, which is what the RFC asks for. It is no password hash for
// real life, where scrypt or argon2 belongs: those cost tens of milliseconds on purpose, and this server exists to be
// created, filled and thrown away by test runs; nobody can log in to it.

/** The stored form of a password: `sha256:<salt>:<digest>`, both in hex. */
export function hashPassword(password: string): string {
  const salt = randomBytes(8).toString("hex");
  return `sha256:${salt}:${digest(salt, password).toString("hex")}`;
}

/** Whether a password is the one that a stored form was made of. */
export function matchesPassword(password: string, stored: string): boolean {
  const [, salt = "", hash = ""] = stored.split(":");
  const expected = Buffer.from(hash, "hex");
  const given = digest(salt, password);
  return expected.length === given.length && timingSafeEqual(given, expected);
}

function digest(salt: string, password: string): Buffer {
  return createHash("sha256").update(salt).update(password.normalize("NFC")).digest();
}
