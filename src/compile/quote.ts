/** What is written with a backslash and a letter. */
const named: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** Single quotes, unless there are such but no double ones in the text. */
function quoted(text: string, escaped: (char: string) => string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = [...text].map((char) =>
    char === quote ? `\\${char}` : (named[char] ?? escaped(char)),
  );
  return quote + inside.join("") + quote;
}

/** A str as MicroPython's `repr` writes it. */
export function quoteText(text: string): string {
  return quoted(text, (char) => {
    const code = char.codePointAt(0)!;
    if (code >= 0x20 && code < 0x7f) return char;
    if (code < 0x100) return `\\x${hex(code, 2)}`;
    return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
}

/** A bytes object as MicroPython's `repr` writes it. */
export function quoteBytes(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes);
  return `b${quoted(text, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 || code >= 0x7f ? `\\x${hex(code, 2)}` : char;
  })}`;
}
