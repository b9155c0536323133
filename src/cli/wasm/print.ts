/** The text of a Wasm module. Binaryen, which writes it, takes half a second to load. */
export async function textOfModule(bytes: Uint8Array): Promise<string> {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(bytes);
  try {
    return module.emitText();
  } finally {
    module.dispose();
  }
}
