/** A text without the percent signs of URLs in it, to be read; what they do not spell in UTF-8 stays. Still to be made safe to print. */
export function toReadable(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, decode);
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
