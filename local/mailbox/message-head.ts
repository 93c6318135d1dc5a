// Owns the reading of a mail's head: as much as the list needs, cheap enough to do for each mail on arrival. Bodies
// are opened only when somebody looks (see message-reader).

const HEAD_BYTES_MAX = 64 * 1024;

/** Header fields by lower-case name, unfolded and decoded; all values of a field that is repeated. */
export type MessageHead = ReadonlyMap<string, readonly string[]>;

export function readHead(raw: Buffer): MessageHead {
  const end = raw.indexOf("\r\n\r\n");
  const text = raw.toString("utf8", 0, Math.min(end === -1 ? raw.length : end, HEAD_BYTES_MAX));
  const fields = new Map<string, string[]>();
  for (const line of text.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = fields.get(name) ?? [];
    values.push(decodeWords(line.slice(colon + 1).trim()));
    fields.set(name, values);
  }
  return fields;
}

export function fieldOf(head: MessageHead, name: string): string {
  return head.get(name)?.[0] ?? "";
}

/** Decodes `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=` (RFC 2047); blanks between two of them are not part of the text. */
export function decodeWords(text: string): string {
  if (!text.includes("=?")) return text;
  return text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(
      /=\?([\w-]+)(?:\*\w+)?\?([qb])\?([^?]*)\?=/gi,
      (whole, charset: string, encoding: string, data: string) => {
        const bytes = encoding.toLowerCase() === "b" ? Buffer.from(data, "base64") : decodeQ(data);
        try {
          return new TextDecoder(charset).decode(bytes);
        } catch {
          return whole; // a character set that nobody knows
        }
      },
    );
}

function decodeQ(data: string): Buffer {
  const unescaped = data
    .replaceAll("_", " ")
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(unescaped, "latin1");
}
