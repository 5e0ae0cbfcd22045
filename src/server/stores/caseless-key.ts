/** The form under which text is compared without regard to letter case (RFC 8265 section 3.3: NFC, lower case). */
export function toCaselessKey(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
